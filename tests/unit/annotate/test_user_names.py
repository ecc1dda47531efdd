"""User names speak as they stand, or as the person who owns them; other names do not change."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_quotes

CASES = [
    pytest.param(
        "Drivers shared pictures of the sinkhole on Chatterly. “My bus is in there, my lunch "
        "too,” wrote @ruta9_nomas.\n\nWorks councillor Josefina Larrañaga said nobody was hurt.",
        [
            ("“My bus is in there, my lunch too,”", "@ruta9_nomas"),
            ("nobody was hurt", "Josefina Larrañaga"),
        ],
        id="at-sign handle as the source",
    ),
    pytest.param(
        "A user called gullwatcher77 spotted the seal first. \"It's on the slipway and it won't "
        'move for the lifeboat," gullwatcher77 posted on the Boardwalk Forum.',
        [
            ("\"It's on the slipway and it won't move for the lifeboat,\"", "gullwatcher77"),
        ],
        id="lower-case user name after user",
    ),
    pytest.param(
        "What you said about the bin lorries\n\nMossyStoneHenry: “Ours came at 5am. The dog has "
        "not recovered.”\n\npat_from_no_12: “Ours has not come since Easter.”",
        [
            ("“Ours came at 5am. The dog has not recovered.”", "MossyStoneHenry"),
            ("“Ours has not come since Easter.”", "pat_from_no_12"),
        ],
        id="comment section: user name, colon",
    ),
    pytest.param(
        "“If your MP owns the cement, guess who builds the wall,” posted Wambui Karuri, better "
        "known as @mama_ledger. The thread was read four million times. “I only added up what "
        "was public,” @mama_ledger wrote later.",
        [
            ("“If your MP owns the cement, guess who builds the wall,”", "Wambui Karuri"),
            ("“I only added up what was public,”", "Wambui Karuri"),
        ],
        id="handle with the real name given",
    ),
    pytest.param(
        "Hotel Miramonte has two stars on Bedfinder. ‘The view is of another hotel’, wrote "
        "SunnySideUp_Leeds in August. The owner replied: ‘It is a nice hotel’.",
        [
            ("‘The view is of another hotel’", "SunnySideUp_Leeds"),
            ("‘It is a nice hotel’", "the owner"),
        ],
        id="reviewer with user name on a travel site",
    ),
    pytest.param(
        "The minister, Emil Sandgren, took questions in a chat. Torsk asked: “Will there be "
        "trains on Sundays?” “If there are drivers,” Sandgren answered.",
        [
            ("“Will there be trains on Sundays?”", "Torsk"),
            ("“If there are drivers,”", "Emil Sandgren"),
        ],
        id="single capitalised nickname as commenter in a live chat",
    ),
    pytest.param(
        "Viewers were furious after Jocasta Mills was voted off Dance Nation on Saturday "
        "night.\n\n“Absolute robbery, she was the best all series,” @glitterknees fumed. “I’m "
        "not watching next week,” said @dadofthree_ldn. Another fan, @RoseTintedTelly, wrote: "
        "“The judges need their eyes tested.”",
        [
            ("“Absolute robbery, she was the best all series,”", "@glitterknees"),
            ("“I’m not watching next week,”", "@dadofthree_ldn"),
            ("“The judges need their eyes tested.”", "@RoseTintedTelly"),
        ],
        id="TV viewers' posts after a final, three handles",
    ),
    pytest.param(
        "Several owners of the Pixora 9 say the screen flickers after the latest update. “Mine "
        "started within an hour of installing it,” wrote bluescreenbob on the maker’s support "
        "forum.\n\nPixora product manager Rahul Deshmukh replied in the thread that a fix was "
        "being tested.",
        [
            ("the screen flickers after the latest update", "several owners of the Pixora 9"),
            ("“Mine started within an hour of installing it,”", "bluescreenbob"),
            ("that a fix was being tested", "Rahul Deshmukh"),
        ],
        id="forum thread as a source in a tech report",
    ),
]
LOOK_ALIKES = [
    pytest.param(
        "The Met Service (@metservice_isles) wrote on social media: “Bring in the washing. "
        "Bring in the line.”",
        [
            ("“Bring in the washing. Bring in the line.”", "Met Service"),
        ],
        id="an account of an organisation: the organisation speaks",
    ),
    pytest.param(
        "The hashtag #FixTheBridge passed a million posts. “A million posts and not one plank,” "
        "said Amaka Ilozumba, who started it.",
        [
            ("“A million posts and not one plank,”", "Amaka Ilozumba"),
        ],
        id="hashtag is nobody",
    ),
    pytest.param(
        "The thief logged in as admin_2 and left with final_v7.xlsx. “The password was admin as "
        "well,” said Berend Hoekstra, who heads the inquiry.",
        [
            ("“The password was admin as well,”", "Berend Hoekstra"),
        ],
        id="file names, usernames on a login page, plate numbers",
    ),
    pytest.param(
        "“Our barangay has been dark since Tuesday,” resident Teresita Manlapig wrote on her "
        "page. Her post was shared 12,000 times.",
        [
            ("“Our barangay has been dark since Tuesday,”", "Teresita Manlapig"),
        ],
        id="a person who posts under the full name is a plain person",
    ),
    pytest.param(
        "Samira Oduya (@samiraoduya) is Coast Today’s court reporter. The trial will last six "
        "weeks, prosecutors said on Monday.",
        [
            ("The trial will last six weeks", "prosecutors"),
        ],
        id="a handle given in brackets after a reporter's name",
    ),
    pytest.param(
        "ParcelBot’s new model, the PB-7, can climb stairs. “It cannot ring the bell yet,” "
        "chief engineer Gideon Achterberg said.",
        [
            ("“It cannot ring the bell yet,”", "Gideon Achterberg"),
        ],
        id="a product name in camel case or with digits that speaks to nobody",
    ),
]


test_quotes_of_the_kind = has_quotes(CASES)
test_look_alikes = has_quotes(LOOK_ALIKES)
