"""What Alembic runs: the migrations on the connection that `migrations.upgrade` opened, in its transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from vendorrisk.persistence.models import Base, UtcDateTime


def _spell(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """A migration is history: it names the database's own types, not ours of today."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=_spell,
    compare_type=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
