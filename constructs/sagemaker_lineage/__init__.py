"""Declare SageMaker ML lineage in AWS CDK apps."""
