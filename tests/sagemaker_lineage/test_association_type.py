"""Association types are those that SageMaker takes, named as it names them."""

from sagemaker_lineage import AssociationType, limits


def test_each_type_is_named_as_it_is_spelled() -> None:
    constants = {name: value for name, value in vars(AssociationType).items() if name.isupper()}

    assert constants == {
        "CONTRIBUTED_TO": "ContributedTo",
        "ASSOCIATED_WITH": "AssociatedWith",
        "DERIVED_FROM": "DerivedFrom",
        "PRODUCED": "Produced",
        "SAME_AS": "SameAs",
    }
    assert set(constants.values()) == set(limits.ASSOCIATION_TYPES)
