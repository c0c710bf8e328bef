"""The database: typed models, the queries on them, and their migrations."""
