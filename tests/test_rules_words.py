"""Rules about words: bad ones are named at their line, the remedy silences them, good ones are silent."""

import pytest
import snippets
from linter import lint
from linter.rules import abbreviations, words

RULES = lint.rules_in(words, abbreviations)

LONG = (
    "The group meets in the first week of each month to read the reports that "
    "members have sent in since the last time that it met there."
)
BAD = [  # the text, its line, what the message says, the text mended
    ("Customs chairs the the committee.", 1, "Write the", "Customs chairs the committee."),
    ("It takes part in\nin the group.", 1, "Write in", "It takes part in\nthe group."),
    ("It met in in March.", 1, "Write in", "It met in March."),
    ("The custom type type casts it.", 1, "Write type", "The custom type casts it."),
    ("It is It on on 3 May.", 1, "Write on", "It is on 3 May."),
    ("The Neighourhood Court met.", 1, "Write Neighbourhood", "The Neighbourhood Court met."),
    ("The the group meets.", 1, "Write The", "The group meets."),
    ("The group,the the plan.", 1, "Write the", "The group, the plan."),
    ("I don't don't know.", 1, "Write don't", "I don't know."),
    ("Text.\n\nWe chair the **the** group.", 3, "Write the", "We chair the **group**."),
    ("It is in [the](index.md) the form.", 1, "Write the", "It is in [the form](index.md)."),
    ("- one\n- two of of them", 2, "Write of", "- one\n- two of them"),
    ("| Body |\n| --- |\n| The the group |", 3, "Write The", "| Body |\n| --- |\n| The group |"),
    (
        '!!! note "Text of of a title"\n\n    Text.',
        1,
        "Write of",
        '!!! note "Text of a title"\n\n    Text.',
    ),
    ("Singapore Customs Customs chairs it.", 1, "Write Customs", "Singapore Customs chairs it."),
    ("The WCO WCO met.", 1, "Write WCO", "The WCO met."),
    (
        "Text.[^1]\n\n[^1]: A note of of a kind.",
        3,
        "Write of",
        "Text.[^1]\n\n[^1]: A note of a kind.",
    ),
    ("Customs recieves the form.", 1, "Write receives", "Customs receives the form."),
    ("Text.\n\n## The Steering Commitee", 3, "Write Committee", "## The Steering Committee"),
    ("It is teh form.", 1, "Write the", "It is the form."),
    ("It is free. Everytime it is asked for.", 1, "Write Every time", "It is free. Every time it is asked for."),
    ("Recieve the form.", 1, "Write Receive", "Receive the form."),
    ("Ask in the Philipines.", 1, "Write Philippines", "Ask in the Philippines."),
    ("[Acess the form](index.md)", 1, "Write Access", "[Access the form](index.md)"),
    ("The XYZ met.", 1, "the glossary lacks XYZ", "The Xylophone and Yodel Zone (XYZ) met."),
    (
        "Text of\nthe XYZs.\n\nThe XYZs met.",
        2,
        "the glossary lacks XYZ",
        "The Xylophone and Yodel Zones (XYZs) met.",
    ),
    ("The WCO-XYZ plan.", 1, "the glossary lacks WCO-XYZ", "The plan."),
    ("The committee (XYZ) met.", 1, "the glossary lacks XYZ", "XYZ (Xylophone Yodel Zone) met."),
    ("The XYZ/WCO talks.", 1, "the glossary lacks XYZ", "The WCO talks."),
    ("Talks with non-XYZ members.", 1, "the glossary lacks XYZ", "Talks with others."),
    ("### About the XYZ", 1, "the glossary lacks XYZ", "### About it"),
    ("| Body |\n| --- |\n| XYZ |", 3, "the glossary lacks XYZ", "| Body |\n| --- |\n| WCO |"),
    ("The Board board met.", 1, "Write Board", "The Board met."),
    ("Some of the 164 XYZ members met.", 1, "the glossary lacks XYZ", "The 164 members met."),
    ("Transfering files, Customs met.", 1, "Write Transferring", "Transferring files, Customs met."),
    ("The XYZ Group met.", 1, "the glossary lacks XYZ", "The group met."),
    ("The plan, or parts of it, is XYZ.", 1, "the glossary lacks XYZ", "The plan, or parts of it, is good."),
    ("It <br>recieves it.<br>\nText.", 1, "Write receives", "It receives it."),
    (
        "<p>See <a href='https://www.apec.org/' target='_blank'>it</a>: it recieves the form.</p>",
        1,
        "Write receives",
        "<p>See <a href='https://www.apec.org/' target='_blank'>it</a>: it receives the form.</p>",
    ),
    (
        '<a href="https://www.apec.org/a" class="b" target="_blank">It</a> is XYZ <img src="https://www.apec.org/c.png">.',
        1,
        "lacks XYZ",
        '<a href="https://www.apec.org/a" class="b" target="_blank">It</a> is.',
    ),
    (
        "The Commitee met, and our Commitee is to meet. It is the Committee of trade.",
        1,
        "Write Committee",
        "The Committee met, and our Committee is to meet. It is the Committee of trade.",
    ),
    ("The XYZ and <https://example.org/xyz/> met.", 1, "the list of words", "They met."),
    ("Xylophones yield zeal. [XYZ][xyz] is one.\n\n[xyz]: index.md", 1, "lacks XYZ", "It is one."),
    ("The XYZ tool: call xyz.", 1, "lacks XYZ", "The tool: call xyz."),
    ("Read xyz.pdf of the XYZ, and write to xyz@example.org.", 1, "lacks XYZ", "Read it, and write to them."),
]
GOOD = [
    "Es gibt mehrere Gruppen, die die Verfahren im Zoll vereinfachen sollen.",
    "The film shows Buzz Lightyear and his friends.",
    "The arbitral award, despatched and digitalised, is homogenous; combatting fraud behind the bunds.",
    "Mr Devine, Ms Sherif and Mrs Teh of Komma met at the Horison of Millenia.",
    "Sistem keadilan jenayah menyokong faktor profesional dan respons kami bagi sampel itu.",
    "**S**ervice, **I**ntegrity and **R**espect are our words.",
    "The classes are 1 R(espect) and 4 I(ntegrity).",
    "The times are changin’, so let us get startin' with it.",
    "It spent conside\u00adrable time.",
    "The minister asked her her views.",
    'The word "Fundation" was how it was spelt.',
    "Choose A OR or B; the new New York; Wei Wei, Zam Zam and the Wild Wild Wet; step in in any case.",
    "A very very small and far far better plan.",
    "Meet at 45 MAXWELL ROAD, SINGAPORE, on 3 SEP 2026, as ANNEX A says.",
    "ANNEX",
    "The __General Data Protection Regulation__ (GDPR) and the GDPR.",
    "They had had a plan, and that that was so.",
    "A very, very good plan. No, no.",
    "Go to Pago Pago or Bora Bora.",
    "The `code` the rule reads, and the ![](a.png) the picture.",
    "- the\n- the",
    "## The\n\nThe group.",
    "| the | the |\n| --- | --- |\n| 10 10 | 10 10 |",
    "Text of\n\nof two paragraphs.",
    "Use `the the` and:\n\n```\nthe the XYZ recieve currently\n```",
    "    the the XYZ",
    "<!-- the the XYZ recieve currently -->\n\nText.",
    "We organise, programme, harmonise, favour and centre; the licence is cancelled, the cheque travelled.",
    '[The form](https://example.org/XYZ/recieve-the-the.pdf){:target="_blank" title="XYZ"}',
    "See <https://example.org/XYZ> or write to recieve@XYZ.example.org, and read XYZ.pdf.",
    "Re-use the form, and pre-select a raison d'être.",
    "Mr Fiel and Ms Hel met.",
    "The World Customs Organisation and the WCO, the AEO-MRA, the SPCDs, the WCO's aims, ASEAN-APEC talks.",
    "Download the PDF (CSV, JSON) with the FAQs from our URL in SGD at 9.00 SGT.",
    "The Organisation for Economic Co-operation and Development (OECD) met. The OECD is large.",
    "The OECD (Organisation for Economic Co-operation and Development) met.",
    "The Regional Comprehensive Economic Partnership, RCEP, began.",
    "The agreement (Regional Comprehensive Economic Partnership (RCEP)) began.",
    "XYZ\n:   A term of its own.",
    "- **CPTPP**: Comprehensive and Progressive Agreement for Trans-Pacific Partnership",
    "| Short | Long |\n| --- | --- |\n| XYZ | Xylophone and Yodel Zone |",
    "The XYZ met.\n\n*[XYZ]: Xylophone and Yodel Zone",
    'The <abbr title="Xylophone and Yodel Zone">XYZ</abbr> met.',
    "This is NOT allowed, and it is IMPORTANT. You MUST declare it. PLEASE NOTE.",
    "## HOW TO APPLY FOR A PERMIT\n\nText.",
    "The HDB flat, an account of UOB or DBS, a CAT-M1 network.",
    "Chapter XIV, ISO-8601, COVID-19, Form D, G20, A4 and MP3.",
    "Lao PDR and Viet Nam. SINGAPORE, not Singapore.",
    ":material-XYZ: and :smile: and &NBSP; and H~2~O.",
    "Run script script.sh.",
    "Tham, Claire. A book. Call no.: RSING S823 THA",
    "L[anguage and society](index.md) is kept **curren**t; a <b>recieve</b>r.",
    "The shelf of RSING 813.6 LES and 700.95957 SUB.",
    "DO'S and DON'TS.",
    "The current chair and a recent meeting.",
    "XYZ Bank and QRS Pte Ltd met; XYZ paid.",
    "He worked at XYZ Singapore Pte Ltd, at QRS Asia Pacific Holdings and at TNF Ventures.",
    "A document of the Scottish Charity Regulator (OSCR), and one of OSCR.",
    "Press CTRL+SHIFT and write the date as YYYY-MM-DDTHH:MM or DDMMYY.",
    "The xylophone and yodel zone, or XYZ in short, met.",
    "<p>It uses a <strong>protoco</strong>l.</p>",
    '--8<-- "abbreviations.md"',
    "Use docker run jekyll/jekyll jekyll serve.",
    "The ship is AT RISK; a risk is bad. Write HOST, the name of a host.",
    "The Fundation met, and the Fundation is a firm; we saw the Fundation.",
    'The <span lang="fr">fonction publique</span> of a <i lang="fr-CA">juge militaire</i> met.',
    '<p lang="fr">Le cabinet du juge militaire en chef, et la fonction publique.</p>',
    "The *fonction publique*{: lang=fr } met; so did *die die*{: lang=de }.",
    "It keeps off cross-site scripting (XSS). XBRL (eXtensible Business Reporting Language) is a format.",
    'Use [XYZ](https://example.org/){:target="_blank"} (Xylophone and Yodel Zone) or <b>QRS</b> (Quiet Reading Sets).',
    "It deals with gender-based violence or GBV, and GBV alone.",
    "He drew it with DALL-E; PSA International, the file DHS-FEMA-Recovery-2024-05-08 and Google Cloud (GCP).",
    "Mark it in View ALT Text: the alt text says what it shows.",
    "For <strong><em>R</em></strong>espect and <b><i><u>C</u></i></b>ommitee.",
    "## Alors, à quoi ressemble le succès et comment peut-on le mesurer?\n\nIl permet de partager les ressources du pays.",
    'It <span class="_ _1">shal<span class="_ _5"></span>l</span> meet th<i class="x">e</i>ir ai<b id="y"></b>m.',
    "* **ATQ** - Authority to Query. It is a sign-off.\n* **MQU** - Memorandum of quiet understanding.",
    "The head (Values in Zeal [VIZ]) has a BBQ; VIZ is large.",
    "See [the projec](a.md)t of Adobe.",
    "The RGB code of a colour.",
    "- **Windows**\n    Windows users pass on. **To** to filter by it; click **Click here**; Click **click here**.",
    "SAS, SPSS, GNU and KPMG are names, as are NPM and NVDA; DEV is no word.",
    "It is free (it couldn&#39;t be sold).",
    "## Gabarit pour dépôts de code source ouvert du gouvernement du Canada\n\n- Quel est ce projet?\n\n"
    + "The members of the group met, and it was for them to say what was to be done with it.\n\n" * 6,
    "The O*NET and O\\*NET systems of A\\*STAR.",
    "Does the patient take ANTIHYPERTENSIVES? Then fill in the ONBOARDING form.",
    "## Composants impliqués\n\n- _data/guide.json\n\nIl permet aux administrations du pays de partager les ressources.",
    "Il permet aux administrations du pays de partager les ressources.\n\n## Composants\n\n- _data/guide.json",
    "# Échange de ressources ouvert\n\nIl permet aux administrations du pays de partager les ressources.",
]
UNDATED = [  # the text, whether a word is named
    ("Singapore Customs currently chairs it.", True),
    ("As at 22 November 2026, Customs currently chairs it.", False),
    ("It met in 2024. It has recently met again.", True),
    ("It currently (20261122) takes an hour.", False),
    ("Rules currently apply where you chair it.", True),
    ("A scheme currently used by Customs.", True),
    ("We currently decide whether it is so.", True),
    ("`a.b` is currently based on `c.d`.", True),
    ("- one\n- it recently closed", True),
    ('[recently](index.md "XYZ") on 3 May 2025.', False),
    ("If you have not read it recently, read it. Ask whether it is currently open.", False),
    ("Say which groups you currently chair, and which ones they have joined recently.", False),
    ("It says how recently the page was changed, and it deletes the currently selected item.", False),
    ("It was sold in print and more recently on the web; see the list of recently closed cases.", False),
    ("The recently-collected data, and the version currently in use.", False),
    ("Is it currently open?", False),
    ("| Word | Write |\n| --- | --- |\n| currently | now |", False),
]


def found(text: str, advice: bool = False):
    return [finding for finding in lint.check(snippets.snippet(text), RULES) if finding.advice == advice]


@pytest.mark.parametrize(("text", "line", "said", "mended"), BAD)
def test_a_bad_word_is_named_with_its_remedy(text, line, said, mended):
    [(at, message)] = snippets.below(found(text))
    assert (at, said in message) == (line, True), message
    assert not found(mended)


@pytest.mark.parametrize("text", GOOD)
def test_good_words_are_silent(text):
    assert not found(text)


@pytest.mark.parametrize(("text", "named"), UNDATED)
def test_an_undated_word_is_advice_and_an_error_on_a_page_that_dates_its_text(text, named):
    front = snippets.FRONT.replace("---\n\n", "text_received: 2026-11-20\n---\n\n")
    for page, advice in ((snippets.snippet(text), True), (snippets.page(front + text), False)):
        findings = [one for one in lint.check(page, [words.undated_now]) if one.advice == advice]
        assert ["Give the date" in one.message for one in findings] == [True] * named


@pytest.mark.parametrize("short", ["DISCO", "TERMIUM", "SMART", "NIST", "SWIRK", "LAMMPS", "DMSRCV"])
def test_what_is_long_or_can_be_spoken_as_a_word_may_be_a_name_and_is_advice(short):
    text = f"The {short} helps."
    assert not found(text)
    [(_, message)] = snippets.below(found(text, advice=True))
    assert f"the glossary lacks {short}" in message


@pytest.mark.parametrize("short", ["GDS", "PIV", "IETF", "LDAP", "CEDR", "FCPCA", "AAMC", "WTO", "ATF", "CNEN"])
def test_what_is_spelt_letter_by_letter_is_an_abbreviation(short):
    [(_, message)] = snippets.below(found(f"The {short} helps."))
    assert f"the glossary lacks {short}" in message


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("## Cateogry\n\nOne.\n\n## Cateogry\n\nTwo.\n\n## Cateogry\n\nThree.", 3),
        ("| Cateogry |\n| --- |\n| Cateogry |\n| Cateogry |", 3),
        ("Cateogry is one. Cateogry is two. Cateogry is three.", 1),
        ("The Cateogry met. Cateogry is a firm. Cateogry rose, said Mr Tan of Cateogry.", 0),
    ],
)
def test_a_misspelling_that_recurs_at_beginnings_alone_is_no_name(text, count):
    assert len(found(text)) == count


def test_a_long_sentence_is_advice():
    [(line, message)] = snippets.below(found(f"Short.\n\n{LONG}", advice=True))
    assert (line, '"The group meets in …" has 27 words' in message) == (3, True), message
    assert not found("One two. " * 20, advice=True)
    assert not found("- " + "\n- ".join(["six words stand in this item"] * 10), advice=True)
    assert not found("<p>" + "</p>\n<p>".join(["six words stand in this paragraph"] * 10) + "</p>", advice=True)
    assert not found("**Title:**<br>" + "<br />".join(["five words stand in this"] * 10), advice=True)
    assert not found("We run:\n\n```sh\n" + "make one two three four five\n" * 10 + "```", advice=True)
    assert not found("Wir lesen die Formulare und die Waren der Leute auf dem Amt. ".replace(".", ",") * 5, advice=True)


@pytest.mark.parametrize(
    "text",
    [
        "Fill in the form as it stands here and send it to us:\n```\n{}\n```\nThen wait until the office in your town answers.",
        "Fill in the form as it stands here\n<!-- {} -->\nand send it to the office.",
        "Fill in the form.\n\n    {}\n\nThen wait for an answer.",
        "<style>\n{}\n</style>\n\nFill in the form.",
        'Fill in the form.\n\n<div><img style="{}" src="a.png" alt="A form"></div>',
        "Fill in the form. ![It shows {}](a.png) Then wait.",
    ],
)
def test_code_comments_and_pictures_are_no_long_sentence(text):
    assert not found(text.format("p { color: red } " * 20), advice=True)


def test_each_block_of_html_has_sentences_of_its_own():
    items = "<li>a form that you fill in</li>\n" * 8
    assert not found(f"<p>You need these:</p>\n<ul>\n{items}</ul>", advice=True)
    assert found(f"<ul>\n<li>{LONG}</li>\n</ul>", advice=True)


def test_a_name_in_capitals_counts_as_one_word():
    name = "Working Group on the Facilitation of Goods in Transit through the Association of Southeast Asian Nations"
    assert not found(f"Customs chairs the {name} and reports to the {name}.", advice=True)


def test_our_own_words_are_silent():
    assert not [finding for page in snippets.own_pages() for finding in lint.check(page, RULES) if not finding.advice]
