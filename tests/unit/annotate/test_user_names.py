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
    pytest.param(
        "“Come on Saturday,” the mayor wrote to @flat_nine. “I will,” Mika Sorel said.",
        [("“Come on Saturday,”", "the mayor"), ("“I will,”", "Mika Sorel")],
        id="stays: the user name that is written to",
    ),
    pytest.param(
        "“Is it safe?” Pia Stroud asked @weirwatch. “Not yet,” said engineer Tova Lund.",
        [("“Is it safe?”", "Pia Stroud"), ("“Not yet,”", "Tova Lund")],
        id="stays: the user name that is asked",
    ),
    pytest.param(
        "The firm thanked @flat_nine. “We have mended the lift,” said the firm.",
        [("“We have mended the lift,”", "the firm")],
        id="stays: the user name that is thanked",
    ),
    pytest.param(
        "Under the hashtag #SaveTheWeir people told their stories. “We learned to swim there,” "
        "wrote Dana Holt.",
        [("“We learned to swim there,”", "Dana Holt")],
        id="stays: a hashtag",
    ),
    pytest.param(
        "“Anyone missing a goat?” asked the account @TorpPolice on Monday. Sergeant Una Feld said "
        "the goat had been “very polite”.",
        [
            ("“Anyone missing a goat?”", "@TorpPolice"),
            ("the goat had been “very polite”", "Una Feld"),
        ],
        id="user name behind “the account”",
    ),
    pytest.param(
        "The sinkhole was first shown by a user. “It ate my bike,” wrote the user pothole_pete on "
        "Tuesday.",
        [("“It ate my bike,”", "pothole_pete")],
        id="user name behind “the user”",
    ),
    pytest.param(
        "“We shut at four,” read a post by the page @lindobakery. Its owner, Jan Oort, said it "
        "would open on Sunday.",
        [("“We shut at four,”", "@lindobakery"), ("it would open on Sunday", "Jan Oort")],
        id="page with a user name as author of a post",
    ),
    pytest.param(
        "“Close the bridge,” wrote @olabrandt_ (Ola Brandt). “No,” said Pia Stroud.",
        [("“Close the bridge,”", "Ola Brandt"), ("“No,”", "Pia Stroud")],
        id="real name in brackets behind a user name",
    ),
    pytest.param(
        "“The lift is a lie,” posted flat_nine, whose real name is Mika Sorel. “I climb,” "
        "flat_nine wrote.",
        [("“The lift is a lie,”", "Mika Sorel"), ("“I climb,”", "Mika Sorel")],
        id="“whose real name is” behind a user name",
    ),
    pytest.param(
        "“It is louder at night,” wrote @kell_owl, who says she lives by the yard. Her neighbour, "
        "Ada Crane, agreed. “Much louder,” Crane said.",
        [
            ("“It is louder at night,”", "@kell_owl"),
            ("she lives by the yard", "@kell_owl"),
            ("“Much louder,”", "Ada Crane"),
        ],
        id="“who” behind a user name, not the quoted words before it",
    ),
]


test_quotes_of_the_kind = has_quotes(CASES)
test_look_alikes = has_quotes(LOOK_ALIKES)
