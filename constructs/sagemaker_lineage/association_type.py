"""The types of association that SageMaker knows."""

from typing import Final


class AssociationType:
    """What the source of an association is to its destination.

    The meanings are those that the API's reference suggests for ``AssociationType`` of
    AddAssociation. SageMaker does not hold anybody to them, but takes no other type.
    """

    CONTRIBUTED_TO: Final = "ContributedTo"
    """The source had a part in the destination, as training data in a training job."""

    ASSOCIATED_WITH: Final = "AssociatedWith"
    """The source is connected to the destination, as an approval to a deployment."""

    DERIVED_FROM: Final = "DerivedFrom"
    """The destination is a modification of the source, as a digest is of the original data."""

    PRODUCED: Final = "Produced"
    """The source made the destination, as a training job its model."""

    SAME_AS: Final = "SameAs"
    """Source and destination are the same thing; the reference says no more than the name."""
