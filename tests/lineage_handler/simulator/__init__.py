"""A simulator of CloudFormation's and Lambda's side of the custom resource contract.

It runs the handler in process against the local lineage service, on a clock of its own. README.md
in this folder is the way in.
"""
