"""The service's model, as the installed botocore carries it."""

from functools import cache

import botocore.session
from botocore.model import ServiceModel, StructureShape


@cache
def service_model() -> ServiceModel:
    """Load SageMaker's service model (a third of a second the first time)."""
    return botocore.session.get_session().get_service_model("sagemaker")


@cache
def shapes_of(operation: str) -> tuple[StructureShape, StructureShape]:
    """Give the input and output shape of an operation, e.g. of ``CreateArtifact``."""
    model = service_model().operation_model(operation)
    if model.input_shape is None or model.output_shape is None:
        raise TypeError(f"neither takes nor gives members: {operation!r}")
    return model.input_shape, model.output_shape


@cache
def structure(name: str) -> StructureShape:
    """Give one structure of the model, e.g. ``ArtifactSummary``."""
    shape = service_model().shape_for(name)
    if not isinstance(shape, StructureShape):
        raise TypeError(f"not a structure: {name!r}")
    return shape


@cache
def partition_of(region: str) -> str:
    """Give the partition of a region, e.g. ``aws-cn`` for ``cn-north-1``.

    Raises
    ------
    botocore.exceptions.UnknownRegionError
        If no partition has a region of that form.
    """
    return botocore.session.get_session().get_partition_for_region(region)
