"""Use cases, each a paragraph: load what the actor may see, one domain call, store, one commit. No Flask here."""
