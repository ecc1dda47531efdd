"""Names have the right type and extent, whatever the recogniser took them for."""

from __future__ import annotations

import pytest

from tests.support.article_cases import has_people

CASES = [
    pytest.param(
        "Niamh Power, 51, who has run Rathcarrow Creamery since her father retired, had "
        'the taps checked on Sunday.\n\n"There was nothing wrong with our milk, and '
        'there never has been," Power said. "I drank two pints of it this morning."',
        ["Niamh Power"],
        ["Niamh Power"],
        id="surname is a common noun that names companies; age and job say it is a person",
    ),
    pytest.param(
        "Guðrún Hallgrímsdóttir found the letters in a tin under the stairs of the farm "
        "at Hvalsá.\n\n“They were written in pencil, and on both sides,” Guðrún said. "
        "Her cousin Orri Steinsson carried the tin to the Icelandic Museum of Wool by "
        "bus. “I did not let go of it once,” Orri said.",
        ["Guðrún Hallgrímsdóttir", "Orri Steinsson"],
        ["Guðrún Hallgrímsdóttir", "Orri Steinsson"],
        id="Icelandic patronymic; second mention is the first name alone",
    ),
    pytest.param(
        "MADRID — The treasurer of Banco Ribera, María José Echeverría Lozano, resigned "
        "before the markets opened on Wednesday.\n\n“I was asked to sign a report I had "
        "not been allowed to read,” Echeverría wrote in a letter to staff. The chairman, "
        "Tomás Arce, said he had accepted Ms. Echeverría Lozano’s decision with regret.",
        ["María José Echeverría Lozano", "Tomás Arce"],
        ["María José Echeverría Lozano", "Tomás Arce"],
        id="Spanish double surname; later forms use one or both surnames",
    ),
    pytest.param(
        "Ouyang Meilin sells phone cases from a stall the width of a door in the old "
        'market at Shuangxi.\n\n"Rent went up three times, customers did not," Ouyang '
        "said, wiping the glass. Across the lane, Zhao Wenrui has already taken down his "
        'sign. "I gave it eleven years," Zhao said.',
        ["Ouyang Meilin", "Zhao Wenrui"],
        ["Ouyang Meilin", "Zhao Wenrui"],
        id="Chinese two-syllable surname first; surname alone later",
    ),
    pytest.param(
        "RAMESHPATTINAM: The boats would stay ashore until the seized nets were "
        "returned, K. S. Thirumalai, president of the Fishers’ Welfare Association, said "
        "on Thursday.\n\n“We have given four petitions to the Collector,” Mr. Thirumalai "
        "said. S. Anbuselvi, whose husband is among the 12 men held, alleged that nobody "
        "had told the families anything.",
        ["K. S. Thirumalai", "S. Anbuselvi"],
        ["K. S. Thirumalai", "K. S. Thirumalai", "S. Anbuselvi"],
        id="Tamil initials before the name, once with spaces, once without",
    ),
    pytest.param(
        "About 300 dockers will walk out on Monday, said Seo Ha-eun, who leads the "
        'Daesung Maritime Workers’ Union.\n\n"We asked for helmets and they sent us a '
        'poster about helmets," Seo said. Port manager Baek Jong-min said replacement '
        "helmets had been ordered in May.",
        ["Seo Ha-eun", "Baek Jong-min"],
        ["Seo Ha-eun", "Seo Ha-eun", "Baek Jong-min"],
        id="indirect quote before its source is labelled too; Korean names, hyphen and surna",
    ),
    pytest.param(
        "Keoni Kahananui steered the first canoe into the bay just before seven.\n\n“My "
        "tūtū would have cried,” Kahananui said afterwards. Leilani Kaʻaihue, who "
        "trained the crew at the Honokalua Canoe Club, put it more dryly. “They were "
        "late by 40 minutes,” Kaʻaihue said.",
        ["Keoni Kahananui", "Leilani Kaʻaihue"],
        ["Keoni Kahananui", "Leilani Kaʻaihue"],
        id="Hawaiian name that taggers take for a place",
    ),
    pytest.param(
        "OYELARAN TAKES TORVA NORTH AS GYANG CONCEDES\n\nFolasade Oyelaran of the Unity "
        "Labour Party won Torva North by 212 votes after a night of recounts.\n\n“Two "
        "hundred and twelve people made me get up this morning,” Oyelaran told "
        "supporters. Danjuma Gyang, who held the seat for 16 years, said he would not "
        "challenge the result.",
        ["Folasade Oyelaran", "Danjuma Gyang"],
        ["Folasade Oyelaran", "Danjuma Gyang"],
        id="headline in capitals holds the surname; full name comes below",
    ),
    pytest.param(
        "Thandeka Bishop, a signaller at Khulani Rail for nine years, gave evidence on "
        "the second day of the inquiry. Beside her sat her lawyer, Lerato "
        "Mokwena.\n\nBishop said the lamp at kilometre 41 had been out since Easter. “I "
        "reported it three times, and three times I got a reference number,” she said.",
        ["Thandeka Bishop", "Lerato Mokwena"],
        ["Thandeka Bishop", "Thandeka Bishop"],
        id="surname equals a church office; 'she' must stay with her",
    ),
    pytest.param(
        "By Ravi Deol\nPicture: Marek Lisowski\n\nZdzisława Pruska was still in her "
        "slippers when the lorry came through the wall of her kitchen on Mill "
        'Lane.\n\n"I thought it was the boiler," Mrs Pruska, 78, said. "Then I saw '
        'the headlights."',
        ["Ravi Deol", "Marek Lisowski", "Zdzisława Pruska"],
        ["Zdzisława Pruska"],
        id="byline and photo credit run up against the first word of the text",
    ),
    pytest.param(
        'Roberto "Beto" Quintanilha has coached Atlético Marazul from a plastic chair '
        'since his knee operation.\n\n"I see more from down here," Quintanilha said. '
        "Club doctor Solange Freitas told reporters the coach would be on his feet by "
        "March.",
        ['Roberto "Beto" Quintanilha', "Solange Freitas"],
        ['Roberto "Beto" Quintanilha', "Solange Freitas"],
        id="a nickname in quotation marks inside the name is no quote; the name stays whole",
    ),
    pytest.param(
        "JAKARTA — Sutrisno, 46, a truck driver, spent the night on the roof of his "
        "cab.\n\n“The water came like a bus,” Sutrisno said by phone on Saturday. Dewi "
        "Larasati of the Regional Disaster Agency said 3,400 people had been moved to "
        "schools and mosques.",
        ["Sutrisno", "Dewi Larasati"],
        ["Sutrisno", "Dewi Larasati"],
        id="a mononym with an age and a job, tagged as place or not at all",
    ),
    pytest.param(
        "The Hallam Foundation will stop giving grants to orchestras. Astrid Hallam, who "
        "set it up in 1994 with the sale of her father’s brewery, learned of it from a "
        "newsletter.\n\n“I do like a brass section,” Hallam said. The Hallam Foundation "
        "said it would honour grants already promised. Its director, Jonas Webb, did not "
        "wish to add to that.",
        ["Astrid Hallam", "Jonas Webb"],
        ["Astrid Hallam", "Hallam Foundation"],
        id="the same word is a person and a foundation; each must keep its type",
    ),
    pytest.param(
        "Councillors were split on the speed bumps. Ngaire Tamihana called them “the "
        "best $90,000 we ever spent”.\n\nFellow councillor Hemi Rangihuna was not so "
        "sure, saying his neighbours now used the school car park as a short cut. "
        "Waikere District Council will review the bumps in June.",
        ["Ngaire Tamihana", "Hemi Rangihuna"],
        ["Ngaire Tamihana", "Hemi Rangihuna"],
        id="word at the start of a line ('Fellow') glued to a surname; two names in one brea",
    ),
    pytest.param(
        "The head of the Charity Hospital of Neuwald, Professor Anna-Lena von "
        "Studnitz-Kahl, opened the new burns unit on Tuesday.\n\n“Nobody hopes to see "
        "this room full,” said von Studnitz-Kahl. According to the professor, eight of "
        "the ten beds are already paid for.",
        ["Anna-Lena von Studnitz-Kahl"],
        ["Anna-Lena von Studnitz-Kahl", "Anna-Lena von Studnitz-Kahl"],
        id="German particle and hyphenated surname after a title",
    ),
    pytest.param(
        "Nguyễn Thị Hạnh planted her first mangrove at 61. Now she teaches others with "
        "the Coastal Mangrove Network.\n\n“You put it in crooked, it grows crooked,” Ms "
        "Hạnh told a class in Cần Lai. Visiting botanist Maricel Dimaculangan said "
        "survival rates there were the best she had seen. “I came to teach and I took "
        "notes,” Dimaculangan said.",
        ["Nguyễn Thị Hạnh", "Maricel Dimaculangan"],
        ["Nguyễn Thị Hạnh", "Maricel Dimaculangan", "Maricel Dimaculangan"],
        id="Vietnamese and Filipino names",
    ),
    pytest.param(
        "Two shopkeepers on Fenner Street told the hearing they had never been visited "
        "by an inspector.\n\nChase, who owns the hardware store, said he kept a diary of "
        "every caller. “I would have remembered, I would have made tea,” said Marsh. "
        "Delroy Chase and Imani Marsh were the only witnesses on Monday.",
        ["Delroy Chase", "Imani Marsh"],
        ["Two shopkeepers on Fenner Street", "Delroy Chase", "Imani Marsh"],
        id="tagger reads 'Chase' and 'Marsh' as bank and landscape",
    ),
    pytest.param(
        "Erzsébet Szőke has counted geese on the same bend of the river since "
        "1987.\n\n“They are earlier every year,” Szőke said. Her Romanian colleague on "
        "the Danube Bird Count, Ștefan Drăgulescu, reported the same. “In my notebook, "
        "spring moved by nine days,” Dragulescu said.",
        ["Erzsébet Szőke", "Ștefan Drăgulescu"],
        ["Erzsébet Szőke", "Ștefan Drăgulescu"],
        id="Hungarian, Romanian and Turkish diacritics, the name written once without",
    ),
    pytest.param(
        "A tenant who spent two winters without a working boiler has been awarded "
        "£14,200 by the Housing Tribunal.\n\nJacqueline Marks, 38, told the tribunal in "
        "Langford that she had reported the fault 31 times before an engineer came. "
        "Marks said the cold had made her younger son’s asthma worse.\n\nTendai Moyo, "
        "for Langford Borough Council, said the authority had “struggled with a shortage "
        "of parts”. The tribunal’s chair, Roland Crewe, described that explanation as "
        "“thin”.",
        ["Jacqueline Marks", "Tendai Moyo", "Roland Crewe"],
        ["Jacqueline Marks", "Jacqueline Marks", "Tendai Moyo", "Roland Crewe"],
        id="ordinary court report; organisation-like surname, office, first name dropped",
    ),
    pytest.param(
        "Gunmen who abducted 17 passengers on the Kwarra highway on Friday have demanded "
        "a ransom, the Kwarra State Police Command confirmed.\n\nCommissioner of Police "
        "Ibrahim Dangana said officers had surrounded a forest 12 kilometres from the "
        "road. “We appeal to families not to pay anything to anybody,” Dangana told "
        "journalists.\n\nState Emergency Agency director Patience Ekpo-Bassey said two "
        "passengers who escaped were being treated for dehydration. A driver, Lawal "
        "Maitama, is still missing.",
        ["Ibrahim Dangana", "Patience Ekpo-Bassey", "Lawal Maitama"],
        [
            "Kwarra State Police Command",
            "Ibrahim Dangana",
            "Ibrahim Dangana",
            "Patience Ekpo-Bassey",
        ],
        id="news conference with three offices and names from one country",
    ),
    pytest.param(
        "J.T. Holloway threw for 311 yards and the Cedar Rapids Chargers beat the league "
        "leaders 27-13 on Sunday to stay alive in the Midwest League playoff "
        'race.\n\n"Nobody in that room thought we were finished," Holloway said. '
        '"Maybe some people outside did."\n\nReceiver DeShawn Pruitt caught two of the '
        'passes. "J.T. puts it where only I can get it," Pruitt said. Coach Kacper '
        "Wilczyński said his quarterback had played with a bruised rib.",
        ["J.T. Holloway", "DeShawn Pruitt", "Kacper Wilczyński"],
        ["J.T. Holloway", "DeShawn Pruitt", "Kacper Wilczyński"],
        id="sports wire: club, league and player names with initials and a Polish coach",
    ),
    pytest.param(
        "Jimmy “The Spoon” Maldano saw the van. “It ran,” Maldano said.",
        ["Jimmy “The Spoon” Maldano"],
        ["Jimmy “The Spoon” Maldano"],
        id="a nickname with an article",
    ),
]

LOOK_ALIKES = [
    pytest.param(
        "Tilda Swanholm has an album. On “The Alchemist” Swanholm sings of tin. “It is,” Swanholm "
        "said.",
        ["Tilda Swanholm"],
        ["Tilda Swanholm"],
        id="a song between “On” and a surname is no nickname",
    ),
    pytest.param(
        "Shannagh Power said on Monday it would cut its standing charge by 4 per cent "
        "from April.\n\n“It is a start, but people are still cold,” said Fiadh Brennan, "
        "who runs a food bank in Ballymor.",
        ["Fiadh Brennan"],
        ["Shannagh Power", "Fiadh Brennan"],
        id="a company whose name is a surname and a noun stays a company",
    ),
    pytest.param(
        "Jordan said on Sunday it would reopen the northern crossing within "
        "days.\n\n“Our drivers have slept in their cabs for a month,” said Haya "
        "al-Rusan, who speaks for the truckers’ co-operative in Amman.",
        ["Haya al-Rusan"],
        ["Jordan", "Haya al-Rusan"],
        id="a country that is also a first name; it speaks as a state",
    ),
    pytest.param(
        "Storm Ingrid brought gusts of 80mph to the coast overnight. Ingrid is expected "
        "to weaken by noon, the Met Office said.\n\nFarmer Gareth Pugh-Evans lost the "
        "roof of his lambing shed. ‘It landed in the next parish, the right way up,’ he "
        "said.",
        ["Gareth Pugh-Evans"],
        ["Met Office", "Gareth Pugh-Evans"],
        id="a storm with a given name is not a person and says nothing",
    ),
    pytest.param(
        "Saheli, an app that maps street lights, has been downloaded 2 million times "
        "since Diwali. Saheli warns its users when a lamp goes dark.\n\n“We started with "
        "one ward and one torch,” said Prakash Nambiar, founder of Tavira Labs, which "
        "built Saheli.",
        ["Prakash Nambiar"],
        ["Prakash Nambiar"],
        id="an app with a woman's name; 'it' and the company behind it",
    ),
    pytest.param(
        "Will the bridge be open in time? April is the date the county has "
        "circled.\n\n“I will believe it when I drive over it,” said Oonagh Quirke, who "
        "sells bread on both banks.",
        ["Oonagh Quirke"],
        ["Oonagh Quirke"],
        id="modal 'Will' and month 'April' at the start of a line are no persons",
    ),
    pytest.param(
        "Adaeze, 9, has a row of marigolds, and she is strict with visitors.\n\n“You can "
        "look but you can’t step,” Adaeze said. Her teacher, Ifeoma Nwachukwu, says the "
        "school garden has changed the child.",
        ["Adaeze", "Ifeoma Nwachukwu"],
        ["Adaeze", "Ifeoma Nwachukwu"],
        id="first name used alone for a child; no surname may be invented",
    ),
    pytest.param(
        "The Maria Teresa has been moored at Fiskevik for two years without a crew. The "
        "rust on the Maria Teresa can be smelled from the fish hall.\n\n«She is nobody’s "
        "ship and everybody’s problem,» says harbour master Benedikt Aas.",
        ["Benedikt Aas"],
        ["Benedikt Aas"],
        id="a ship named after a woman; the harbour master speaks",
    ),
    pytest.param(
        "Victoria has the oldest trains in the country, and Clare the oldest "
        "platforms.\n\nWendell Oakes of Victoria Rail Users said both would be cheaper "
        "to replace than to repaint.",
        ["Wendell Oakes"],
        ["Wendell Oakes"],
        id="state and district names that are surnames elsewhere; the place stays a place",
    ),
    pytest.param(
        "Morgan, Laird & Achterberg said it had been hired by 600 small investors in "
        "Sellmann Foods.\n\n“We will file in Frankfurt before the month is out,” said "
        "Henrike Stoll, a partner at the firm.",
        ["Henrike Stoll"],
        ["Morgan, Laird & Achterberg", "Henrike Stoll"],
        id="a law firm made of surnames stays one organisation",
    ),
    pytest.param(
        "The referee, Abernathy, sent three men off before the break.\n\n“He had one "
        "card left and he was looking for somebody,” said the home coach, Louise "
        "Penhallow. Abernathy said only that the rules were the rules.",
        ["Abernathy", "Louise Penhallow"],
        ["Louise Penhallow", "Abernathy"],
        id="surname alone all through the text; it may not be completed from elsewhere",
    ),
    pytest.param(
        "Fashion chain Ada Thornbury will close 38 of its 112 shops after failing to "
        "agree lower rents with landlords.\n\nThe retailer, founded in 1974, said the "
        "closures would take place in stages before the end of June. “We are doing "
        "everything we can to find new roles for colleagues,” Ada Thornbury said in a "
        "statement.\n\nRetail analyst Leonora Kessel of Kessel Partners said the chain "
        "had “fallen between the supermarkets and the internet”.",
        ["Leonora Kessel"],
        ["Ada Thornbury", "Ada Thornbury", "Leonora Kessel"],
        id="ordinary business story: the firm that is named after a person speaks; the perso",
    ),
    pytest.param(
        "A warehouse fire near Beverley sent smoke as far as Charlotte on Tuesday night, "
        "closing two highways for several hours.\n\nNobody was hurt, said Oscar Nilsen, "
        'the assistant chief of the Beverley Fire Department. "It was mostly pallets '
        'and carpet," Nilsen said. Investigators will return to the building when it is '
        "safe to go in.",
        ["Oscar Nilsen"],
        ["Oscar Nilsen", "Oscar Nilsen"],
        id="place of a fire and of a council with a first name: Charlotte, Beverley",
    ),
]


test_names_of_the_kind = has_people(CASES)
test_look_alikes = has_people(LOOK_ALIKES)
