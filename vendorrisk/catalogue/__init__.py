"""Content files into domain values: strict, every problem at once with file, line and what to write instead."""

from vendorrisk.catalogue.cases import CaseFile, read_case
from vendorrisk.catalogue.checking import check
from vendorrisk.catalogue.library import ContentFile
from vendorrisk.catalogue.loading import Catalogue
from vendorrisk.catalogue.parsing import parse_intake, parse_model, parse_organisation, parse_pack
from vendorrisk.catalogue.problems import CatalogueError, Problem

__all__ = [
    "CaseFile",
    "Catalogue",
    "CatalogueError",
    "ContentFile",
    "Problem",
    "check",
    "parse_intake",
    "parse_model",
    "parse_organisation",
    "parse_pack",
    "read_case",
]
