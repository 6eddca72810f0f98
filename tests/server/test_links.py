from writing_center.services.links import join_url, sign_in_url, welcome_url


def test_links_are_whole_addresses() -> None:
    assert (
        join_url("http://a.example:8866/", "blue-heron") == "http://a.example:8866/join/blue-heron"
    )
    assert sign_in_url("https://a.example/center") == "https://a.example/center/sign-in"


def test_a_code_can_not_break_out_of_its_link() -> None:
    assert join_url("http://a/", "x/../y?z") == "http://a/join/x%2F..%2Fy%3Fz"


def test_the_secret_of_a_personal_link_is_sent_to_no_server() -> None:
    before, after = welcome_url("http://a/b", "s3cr-et_").split("#")
    assert before == "http://a/b/welcome"
    assert after == "s3cr-et_"
