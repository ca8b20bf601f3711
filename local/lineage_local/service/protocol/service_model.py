"""SageMaker's service model, as the installed botocore carries it."""

from functools import cache

import botocore.session
from botocore.model import ServiceModel, StructureShape

# A session would read the machine's configuration, and fail for a profile that is not there.
_SESSION = {"profile": (None, None, None, None)}


@cache
def service_model() -> ServiceModel:
    """Return SageMaker's service model; the first call takes a third of a second."""
    return botocore.session.Session(_SESSION).get_service_model("sagemaker")


@cache
def shapes_of(operation: str) -> tuple[StructureShape, StructureShape]:
    """Return the input and the output shape of an operation, e.g. of ``CreateArtifact``.

    Raises
    ------
    TypeError
        If the operation has no input or no output; no lineage operation is such.
    """
    model = service_model().operation_model(operation)
    if model.input_shape is None or model.output_shape is None:
        raise TypeError(f"{operation!r} has no input or no output")
    return model.input_shape, model.output_shape


@cache
def structure(name: str) -> StructureShape:
    """Return one structure of the model, e.g. ``ArtifactSummary``.

    Raises
    ------
    TypeError
        If the model has another shape of this name.
    """
    shape = service_model().shape_for(name)
    if not isinstance(shape, StructureShape):
        raise TypeError(f"not a structure: {name!r}")
    return shape


@cache
def partition_of(region: str) -> str:
    """Return the partition of a region, e.g. ``aws-cn`` of ``cn-north-1``.

    Raises
    ------
    botocore.exceptions.UnknownRegionError
        If no partition has a region of that form.
    """
    return botocore.session.Session(_SESSION).get_partition_for_region(region)
