"""Recognising a vendor: the same website, or the same name whatever its legal form, is the same company."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from vendorrisk.persistence.models import Vendor, new_id
from vendorrisk.persistence.queries import intake as queries
from vendorrisk.services.intake.views import EngagementRequest, KnownVendor
from vendorrisk.services.work import Work

LEGAL_FORMS: Final = frozenset(
    {
        "bv",
        "nv",
        "vof",
        "cv",
        "bvba",
        "srl",
        "sprl",
        "sa",
        "sas",
        "sarl",
        "spa",
        "gmbh",
        "ag",
        "kg",
        "ug",
        "se",
        "ltd",
        "limited",
        "llc",
        "llp",
        "plc",
        "inc",
        "corp",
        "oy",
        "ab",
        "as",
        "aps",
    }
)
"""What companies write behind their name to say what kind of company they are, in the countries we meet most."""


def name_key(name: str) -> str:
    """What is left of a company's name when case, accents, signs and the legal form are taken away."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or name
    words = re.findall(r"\w+", plain.casefold().replace(".", ""))
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return "".join(words)[:200]


def website_key(address: str) -> str:
    """The host of a web address without `www.`, in ASCII; empty for no address."""
    host = re.sub(r"^[a-z][a-z0-9+.-]*://", "", address.strip().casefold())
    host = re.split(r"[/?#:]", host, maxsplit=1)[0].rstrip(".")
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        return ""
    return host.removeprefix("www.")[:253]


def matching_vendors(work: Work, name: str, website: str) -> list[KnownVendor]:
    """The vendors that we know with this website, or with a name that is the same but for its form."""
    query = queries.vendors_like(name_key(name), website_key(website))
    return [
        KnownVendor(vendor.id, vendor.name, vendor.website, engagements)
        for vendor, engagements in work.session.execute(query)
    ]


def known_or_new(work: Work, request: EngagementRequest) -> Vendor:
    """The vendor of `request`: the one that we know, or a new one. The caller holds the turn to add vendors."""
    key, website = name_key(request.vendor_name), website_key(request.website)
    known = [vendor for vendor, _ in work.session.execute(queries.vendors_like(key, website))]
    found = next((vendor for vendor in known if website and vendor.website == website), None)
    # Two companies may share a name, but not while each has a website of its own.
    found = found or next((vendor for vendor in known if not (website and vendor.website)), None)
    if found is None:
        found = Vendor(id=new_id(), name=request.vendor_name.strip(), name_key=key, created_at=work.now())
        work.session.add(found)
    found.website = found.website or website
    found.country = found.country or request.country
    return found
