"""The lifecycle of ``Custom::SageMakerArtifact``, and its steps."""
