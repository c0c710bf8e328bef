"""The risk lead's pages: what waits, what was answered, what is decided."""

from vendorrisk.web.review import decisions
from vendorrisk.web.review.views import blueprint

decisions.init_blueprint(blueprint)

__all__ = ["blueprint"]
