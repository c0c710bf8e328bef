"""The queries of each feature: who may see which rows (`visible_to`), and lists to be paged."""
