"""The lifecycle of ``Custom::SageMakerAssociation``, and the record on which its claims are."""
