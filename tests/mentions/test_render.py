from pipeline.mentions.render import part


def test_the_words_that_stand_for_a_name_are_found_where_they_stand() -> None:
    assert part("Shin Won-sik", [1, 2]) == "Won-sik"
    assert part("Ursula von der Leyen", [1, 2, 3]) == "von der Leyen"


def test_the_family_name_may_stand_before_a_comma() -> None:
    assert part("Shoigu, Sergei", [1]) == "Shoigu"
    assert part("Edmund Mortimer, Earl of March", [1]) == "Mortimer"


def test_letters_that_are_read_as_others_leave_the_name_whole() -> None:
    compatible = "\uf9e1\u660e\u535a"  # 李 as Korean fonts have it a second time
    assert part(compatible, [1]) == compatible
