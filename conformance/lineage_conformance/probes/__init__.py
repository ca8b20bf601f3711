"""One probe for each open fact that a few calls can settle, by the name of its assumption."""

from collections.abc import Callable

from ..reading import Reading
from ..schedule import Steps
from .bench import Bench
from .changes import (
    absent_property,
    absent_tag,
    merge_properties,
    refuse_delete_with_associations,
)
from .iam import iam_tag_lag_seconds
from .identity import (
    duplicate_association,
    duplicate_source,
    exists_code,
    identity,
    unique_names,
)
from .lags import (
    add_tag_lag_seconds,
    create_tag_lag_seconds,
    delete_tag_lag_seconds,
    describe_lag_seconds,
    list_lag_seconds,
    tag_cleanup_lag_seconds,
)
from .responses import (
    absent_association_code,
    absent_resource_code,
    constraint_text,
    duplicate_vertices,
    empty_members,
    error_texts,
    not_found_code,
    whole_seconds,
)

PROBES: dict[str, Callable[[Bench], Steps[Reading]]] = {
    probe.__name__: probe
    for probe in (
        # What may take long begins first, and waits while the others are at work.
        tag_cleanup_lag_seconds,
        delete_tag_lag_seconds,
        describe_lag_seconds,
        create_tag_lag_seconds,
        add_tag_lag_seconds,
        list_lag_seconds,
        iam_tag_lag_seconds,
        duplicate_source,
        identity,
        duplicate_association,
        exists_code,
        unique_names,
        merge_properties,
        refuse_delete_with_associations,
        empty_members,
        whole_seconds,
        duplicate_vertices,
        not_found_code,
        error_texts,
        constraint_text,
        absent_resource_code,
        absent_association_code,
        absent_tag,
        absent_property,
    )
}
