"""The floor of a save: routes of plain Flask on the same database, that do the least for which one could ask.

`/row` writes one row for whoever asks. `/answers/<sheet>` is the floor proper: a session, a check of membership, one
upsert, one row that says who did it, and a commit that is on the disk.
"""

from __future__ import annotations

import os
from typing import Final

from flask import Flask, abort, request, session
from sqlalchemy import text

from vendorrisk.persistence.engine import make_engine

TABLES: Final = (
    "CREATE TABLE bench_row (id {key}, said TEXT)",
    "CREATE TABLE bench_member (sheet TEXT, person TEXT, PRIMARY KEY (sheet, person))",
    "CREATE TABLE bench_answer (sheet TEXT, question TEXT, version INTEGER, said TEXT, PRIMARY KEY (sheet, question))",
    "CREATE TABLE bench_audit (id {key}, sheet TEXT, person TEXT, at TIMESTAMP DEFAULT CURRENT_TIMESTAMP)",
)
KEYS: Final = {"sqlite": "INTEGER PRIMARY KEY", "postgresql": "SERIAL PRIMARY KEY"}

JOIN: Final = text("INSERT INTO bench_member VALUES (:sheet, :person)")
ROW: Final = text("INSERT INTO bench_row (said) VALUES (:said)")
MEMBER: Final = text("SELECT 1 FROM bench_member WHERE sheet = :sheet AND person = :person")
UPSERT: Final = text(
    "INSERT INTO bench_answer VALUES (:sheet, 'question', 1, :said) ON CONFLICT (sheet, question) "
    "DO UPDATE SET version = bench_answer.version + 1, said = excluded.said"
)
AUDIT: Final = text("INSERT INTO bench_audit (sheet, person) VALUES (:sheet, :person)")

app = Flask("floor")
app.secret_key = "no secret"  # noqa: S105 - of a benchmark
engine = make_engine(os.environ.get("DATABASE_URL", "sqlite://"))


@app.get("/health/live")
def live() -> str:
    """Says that the server is up."""
    return "live"


@app.post("/row")
def row() -> str:
    """Write one row."""
    with engine.begin() as connection:
        connection.execute(ROW, {"said": request.form["said"]})
    return "saved"


@app.post("/sign-in/<person>")
def sign_in(person: str) -> str:
    """Begin a session, as a member of the sheet of the same name."""
    session["person"] = person
    with engine.begin() as connection:
        connection.execute(JOIN, {"sheet": person, "person": person})
    return "signed in"


@app.post("/answers/<sheet>")
def answer(sheet: str) -> str:
    """Save one answer of a sheet of which one is a member."""
    person = session["person"]
    with engine.begin() as connection:
        if connection.execute(MEMBER, {"sheet": sheet, "person": person}).first() is None:
            abort(404)
        connection.execute(UPSERT, {"sheet": sheet, "said": request.form["said"]})
        connection.execute(AUDIT, {"sheet": sheet, "person": person})
    return "saved"
