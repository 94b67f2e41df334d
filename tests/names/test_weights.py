from pipeline.names import weights

# What is no share: a number of names, and nats.
OTHERS = {"usual_names", "prominence", "other_type", "other_country", "other_office"}


def test_every_number_is_a_share_or_is_positive() -> None:
    numbers = weights.load()
    for table in (numbers.alignment, numbers.verdict, numbers.article):
        for name in table.__struct_fields__:
            assert getattr(table, name) > 0, name
            assert name in OTHERS or getattr(table, name) <= 1, name
