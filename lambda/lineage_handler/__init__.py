"""The function behind the constructs: keeps lineage entities equal to their declaration."""
