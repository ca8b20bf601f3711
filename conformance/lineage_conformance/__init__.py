"""A probe of the real service: which of the readings that public facts leave open is true.

`sagemaker-lineage conformance` asks the lineage service of an account with a few calls on artifacts
of its own, and reports for each assumption of this library whether it holds, is broken or stays
undecided, and whether this version of the library is safe with what was seen.
"""
