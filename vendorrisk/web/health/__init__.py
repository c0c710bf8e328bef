"""What a load balancer asks: is the process alive, and may it be given requests."""

from vendorrisk.web.health.views import blueprint

__all__ = ["blueprint"]
