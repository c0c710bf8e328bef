"""For a WSGI server of your own: `gunicorn wsgi:app`. `vendorrisk run` starts web and worker together."""

from vendorrisk.app import serving_app

app = serving_app()
