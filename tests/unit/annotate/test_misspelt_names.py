"""A name that is misspelt once is no other person."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_people

CASES = [
    pytest.param(
        "Godfrey Mutyaba, chairman of the Lakeside Transporters, kept the buses in the "
        "yard on Monday.\n\n“Fuel is up, fares are down, and I can count,” Mutyaba said. "
        "Later Muttyaba said passengers should share taxis.",
        ["Godfrey Mutyaba"],
        ["Godfrey Mutyaba", "Godfrey Mutyaba"],
        id="surname misspelt once with a doubled letter",
    ),
    pytest.param(
        "The fire was seen first by Annika Strömquist, a ranger. “It looked like a "
        "sunset in the wrong place,” Strömquist said.\n\n“Then the deer came,” "
        "Strömqiust said.",
        ["Annika Strömquist"],
        ["Annika Strömquist", "Annika Strömquist"],
        id="letters swapped in the second mention",
    ),
    pytest.param(
        "Baldasare Ruggeri in his workshop in May\n\nBaldassare Ruggeri has built 61 "
        "cellos. “The 62nd will be for me,” he says.",
        ["Baldassare Ruggeri"],
        ["Baldassare Ruggeri"],
        id="misspelt in the caption, right in the text",
    ),
    pytest.param(
        "Akhmed Dzhabrailov sold walnuts in the same market for 30 years. “Now I sell "
        "chargers,” Dzhabrailov said.\n\n“Walnuts do not need updates,” Ahmed "
        "Dzhabrailov added.",
        ["Akhmed Dzhabrailov"],
        ["Akhmed Dzhabrailov", "Akhmed Dzhabrailov"],
        id="transliteration varies: -ov / -off, kh / h",
    ),
    pytest.param(
        "Dr Kanchana Wijesinghe runs the Elephant Transit Home. Dr Wijesnghe said the "
        "calf would be released in June. “He opens gates already,” Wijesinghe said.",
        ["Kanchana Wijesinghe"],
        ["Kanchana Wijesinghe", "Kanchana Wijesinghe"],
        id="one letter missing in a long surname, same title",
    ),
    pytest.param(
        "Katarzyna Bielecka blows the last green bottles at the Orlica "
        "Glassworks.\n\n“My lungs have a pension date, I don’t,” Katarzyna Bielecka "
        "said. Katazryna Bielecka will train two boys from the village.",
        ["Katarzyna Bielecka"],
        ["Katarzyna Bielecka"],
        id="first name spelt two ways",
    ),
    pytest.param(
        "Inés Goñi Larralde won the seat by 31 votes. “I know all 31,” Goñi Larralde "
        "said. Her rivals say Larrade knows more than that.",
        ["Inés Goñi Larralde"],
        ["Inés Goñi Larralde", "her rivals"],
        id="accent dropped and a letter changed in a byline-like mention",
    ),
    pytest.param(
        "ABUJA — Eleven people died when a tanker overturned on the Lokoja road on "
        "Sunday, the Road Safety Corps said. Sector commander Adebayo Ogunsanwo blamed "
        "“speed and a worn tyre”.\n\n“We have asked for a barrier at this bend since "
        "2021,” Ogunsanwo said. Traffic was moving again by noon, Ogunsawo added.",
        ["Adebayo Ogunsanwo"],
        ["Road Safety Corps", "Adebayo Ogunsanwo", "Adebayo Ogunsanwo", "Adebayo Ogunsanwo"],
        id="official's surname loses a letter in the last paragraph of a wire story",
    ),
    pytest.param(
        "Superintendent Stephanie Kaczmarek told parents on Monday that the Lakeview "
        "School District would keep all four buildings open next year. “This board heard "
        "you,” she said.\n\nIn February, Stefanie Kaczmarek had said two of them might "
        "close.",
        ["Stephanie Kaczmarek"],
        ["Stephanie Kaczmarek", "Stephanie Kaczmarek", "Stephanie Kaczmarek"],
        id="first name misspelt in a second full mention",
    ),
    pytest.param(
        "The slipway would reopen by the June bank holiday, Gráinne McGettigan of the "
        "Donmore Harbour Authority said.\n\n“The concrete needs 28 days and we are "
        "giving it 30,” McGettigan said. Ms McGettigen also confirmed that mooring fees "
        "would not change.",
        ["Gráinne McGettigan"],
        ["Gráinne McGettigan", "Gráinne McGettigan", "Gráinne McGettigan"],
        id="vowel swapped in an Irish surname",
    ),
    pytest.param(
        "Teachers would return to work on Thursday, union leader Nino Kvirikashvili "
        "announced. “The government has moved, so we move,” she said.\n\nKvirkashvili "
        "said the raise would be paid in two steps.",
        ["Nino Kvirikashvili"],
        ["Nino Kvirikashvili", "Nino Kvirikashvili", "Nino Kvirikashvili"],
        id="Georgian surname with a syllable lost",
    ),
    pytest.param(
        "Yevhen Pritula at the grain terminal. Photo: Claire Dubreuil\n\nFarmer Yevhen "
        "Prytula has waited nine days to unload. “The wheat is fine, it is me that is "
        "going bad,” Prytula said.",
        ["Yevhen Prytula", "Claire Dubreuil"],
        ["Yevhen Prytula"],
        id="a misspelt name inside a photo credit line, then right below",
    ),
]

LOOK_ALIKES = [
    pytest.param(
        "Jan Novák drives the snow plough and Jana Nováková rides with him. “She sees "
        "the ditch,” Novák said. “He finds it,” said Nováková.",
        ["Jan Novák", "Jana Nováková"],
        ["Jan Novák", "Jana Nováková"],
        id="two people whose names differ by one letter",
    ),
    pytest.param(
        "Terje Hansen bought the boat from Odd Hanssen. “It was dry when I bought it,” "
        "Hansen said. “It was on land,” Hanssen said.",
        ["Terje Hansen", "Odd Hanssen"],
        ["Terje Hansen", "Odd Hanssen"],
        id="Hansen and Hanssen are different men",
    ),
    pytest.param(
        "Marwan Saleh, 12, and his sister Marwa Saleh, 10, share a bicycle. “I get the "
        "bell,” Marwa said. “She gets the hills,” Marwan said.",
        ["Marwan Saleh", "Marwa Saleh"],
        ["Marwa Saleh", "Marwan Saleh"],
        id="sister and brother whose first names differ by one letter",
    ),
    pytest.param(
        "Leticia Brown is suing Alistair Browne over an apple tree. “It leans to my "
        "side,” Browne told the court. “It leans to the light,” Brown replied.",
        ["Leticia Brown", "Alistair Browne"],
        ["Alistair Browne", "Leticia Brown"],
        id="Brown and Browne on opposing sides in court",
    ),
    pytest.param(
        "Cosmin Sibianu walked from Sibiana to the sea. Sibiana is 400 kilometres "
        "inland. “I took the flat way,” Sibianu said.",
        ["Cosmin Sibianu"],
        ["Cosmin Sibianu"],
        id="a place spelt like the surname but for a letter",
    ),
    pytest.param(
        "Erling Petersson sold Peterssons Bokhandel to a chain in 2020. Peterssons "
        "Bokhandel said it would keep the cat. “The cat comes with me,” Petersson said.",
        ["Erling Petersson"],
        ["Peterssons Bokhandel", "Erling Petersson"],
        id="company name and founder's name differ by an s",
    ),
    pytest.param(
        "Inverlaw Council split on the parking charge. Ian Stewart moved that it be "
        "scrapped, and Moira Stuart moved that it be doubled.\n\n“People will shop "
        "elsewhere,” Mr Stewart said. “They can walk,” said Mrs Stuart.",
        ["Ian Stewart", "Moira Stuart"],
        ["Ian Stewart", "Moira Stuart"],
        id="Stewart and Stuart are different councillors",
    ),
    pytest.param(
        "Cousins Mohamed Farah Jimale and Muhammad Farah Jimale run the only two "
        "pharmacies in Buulo Xawo.\n\n“We don’t have insulin,” Mohamed Farah Jimale said "
        "on Sunday. “I have six doses and eleven patients,” Muhammad Farah Jimale said.",
        ["Mohamed Farah Jimale", "Muhammad Farah Jimale"],
        ["Mohamed Farah Jimale", "Muhammad Farah Jimale"],
        id="Muhammad and Mohamed are cousins with separate quotes",
    ),
    pytest.param(
        "Northbank’s chair, Peter Larsen, stepped down on Monday. Spokeswoman Karin "
        "Larson said a successor would be named within weeks.\n\n“Eleven years is enough "
        "for any chair,” Larsen said in a note to staff.",
        ["Peter Larsen", "Karin Larson"],
        ["Karin Larson", "Peter Larsen"],
        id="Larsen on the board, Larson in the press office",
    ),
    pytest.param(
        "Viktor Lebedev, 58, and his daughter Anastasia Lebedeva, 30, were detained at "
        "the border in March and freed on Wednesday.\n\n“They took our phones and gave "
        "back somebody else’s,” Lebedeva said. Lebedev said he would not travel again.",
        ["Viktor Lebedev", "Anastasia Lebedeva"],
        ["Anastasia Lebedeva", "Viktor Lebedev"],
        id="one family name in the masculine and feminine form",
    ),
]


test_names_of_the_kind = has_people(CASES)
test_look_alikes = has_people(LOOK_ALIKES)
