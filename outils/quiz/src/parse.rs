//! Lire un fichier de quiz, sans rien laisser passer.

use crate::codes;
use crate::fields::{Faults, Fields};
use crate::normalize::normalize;
use crate::program::{Program, Source, check_form};
use crate::question::{
    Answer, Blocking, Content, Kind, Measure, Mistake, Named, Output, Proposal, Question, Quiz,
};
use crate::{EXTENSION, MIN_MISTAKES, MIN_QUESTIONS};
use files::{FileError, line_of};
use recit::ending::OutcomeKind;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

impl Quiz {
    /// Lit le quiz de la page `page` (« chapitre/page »), dont le texte TOML est
    /// `source`. `file` est le nom du fichier dans les messages.
    ///
    /// # Errors
    ///
    /// Tout ce qui ne va pas, avec la ligne et la question.
    pub fn parse(file: &str, page: &str, source: &str) -> Result<Self, Vec<FileError>> {
        let error = |line, message: String| FileError::new(file, line, message);
        let root = DeTable::parse(source).map_err(|fault| {
            let line = fault.span().map_or(0, |span| line_of(source, span.start));
            let message = format!("ce n'est pas du TOML : {}", fault.message());
            vec![error(line, message)]
        })?;
        let faults = Faults::new(source);
        let mut top = Fields::new(&faults, root.get_ref(), 1);
        let tables = top.tables("question");
        top.finish();
        let mut errors: Vec<FileError> = Vec::new();
        let mut tell = |question: &str| {
            let faults = faults.take().into_iter();
            errors
                .extend(faults.map(|(line, message)| error(line, format!("{question}{message}"))));
        };
        tell("");

        let mut questions: Vec<Question> = Vec::new();
        for (rank, fields) in tables.into_iter().enumerate() {
            let question = question(page, fields);
            if questions.iter().any(|other| other.name == question.name) {
                faults.add(question.line, "ce nom est déjà celui d'une autre question");
            }
            tell(&match question.name.as_str() {
                "" => format!("question n° {} : ", rank + 1),
                _ => question.about(),
            });
            questions.push(question);
        }
        if questions.len() < MIN_QUESTIONS {
            let count = questions.len();
            let message = format!("{count} question(s), {MIN_QUESTIONS} au moins : ajoutez-en");
            errors.push(error(0, message));
        }
        if errors.is_empty() {
            Ok(Self {
                file: file.to_owned(),
                page: page.to_owned(),
                questions,
            })
        } else {
            Err(errors)
        }
    }

    /// Lit le quiz de la page `page` (« chapitre/page ») du livre dont les pages
    /// sont sous `root`/`src`.
    ///
    /// # Errors
    ///
    /// Celles de [`Quiz::parse`], ou le fichier absent.
    pub fn load(root: &Path, src: &Path, page: &str) -> Result<Self, Vec<FileError>> {
        let relative = src.join(format!("{page}{EXTENSION}"));
        let file = relative.to_string_lossy().replace('\\', "/");
        let source = fs::read_to_string(root.join(&relative)).map_err(|_| {
            let message =
                format!("le quiz de la page manque ou n'est pas du texte : écrivez {file}");
            vec![FileError::new(&file, 0, message)]
        })?;
        Self::parse(&file, page, &source)
    }

    /// Tous les quiz du livre de racine `root`, par ordre de page.
    ///
    /// # Errors
    ///
    /// Celles de tous les quiz qui ne se lisent pas.
    pub fn all(root: &Path) -> Result<Vec<Self>, Vec<FileError>> {
        let (mut quizzes, mut errors) = (Vec::new(), Vec::new());
        for page in Self::pages(&root.join("src")) {
            match Self::load(root, Path::new("src"), &page) {
                Ok(quiz) => quizzes.push(quiz),
                Err(refusals) => errors.extend(refusals),
            }
        }
        match errors.is_empty() {
            true => Ok(quizzes),
            false => Err(errors),
        }
    }

    /// Les pages du livre qui ont un quiz, « chapitre/page », triées ; les pages
    /// sont sous `src`.
    pub fn pages(src: &Path) -> Vec<String> {
        let mut pages = Vec::new();
        let mut folders: Vec<PathBuf> = vec![src.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let relative = path.strip_prefix(src).unwrap_or(&path);
                let name = relative.to_string_lossy().replace('\\', "/");
                pages.extend(name.strip_suffix(EXTENSION).map(ToOwned::to_owned));
            }
        }
        pages.sort();
        pages
    }
}

/// Une question ; incomplète s'il y a des fautes.
fn question(page: &str, mut fields: Fields) -> Question {
    let name = fields.text("nom");
    if !is_name(&name.text) && !name.text.trim().is_empty() {
        let message = "`nom` est fait de minuscules sans accent, de chiffres et de `_`";
        fields.fault(name.line, message);
    }
    let kind = fields.name("genre").unwrap_or(Kind::Choice);
    let prompt = fields.text("enonce");
    let passage = fields.text("passage");
    if !passage.text.contains('#') && !passage.text.is_empty() {
        let message = "`passage` est une ancre : « #ancre » de cette page, ou « autre.md#ancre »";
        fields.fault(passage.line, message);
    }
    let explanation = fields.text("explication");
    let program = program(page, &name.text, kind, &mut fields);
    let code = match kind {
        Kind::Compiles => fields.optional_text("code"),
        _ => None,
    };
    let question = Question {
        line: fields.line,
        name: name.text,
        kind,
        prompt,
        passage,
        explanation,
        answer: answer(kind, program.is_some(), &mut fields),
        program,
        code,
    };
    check_code(&question, &fields);
    for text in question.texts() {
        if let Some(message) = text.check_inline() {
            fields.fault(text.line, message);
        }
    }
    fields.finish();
    question
}

/// Le programme de la question ; `None` si elle n'en a pas.
fn program(page: &str, question: &str, kind: Kind, fields: &mut Fields) -> Option<Program> {
    if kind == Kind::Choice {
        return None;
    }
    let here = fields.optional_text("programme");
    let listing = fields.optional_text("listing");
    let refused = match kind {
        Kind::Compiles => fields.optional_text("refus"),
        _ => None,
    };
    let (source, name) = match (here, listing, refused) {
        (Some(text), None, None) => {
            for message in check_form(&text.text) {
                fields.fault(text.line, message);
            }
            (Source::Here(text), format!("quiz/{page}/{question}"))
        }
        (None, Some(reference), None) => {
            let name = format!("livre/{}", reference.text);
            (Source::Listing(reference.text), name)
        }
        (None, None, Some(reference)) => {
            let name = format!("refus/{}", reference.text);
            (Source::Refused(reference.text), name)
        }
        (None, None, None) => {
            if !matches!(kind, Kind::Short | Kind::Order) {
                let message = format!(
                    "une question `{}` a un programme : `programme = '''…'''` ou `listing = \"chapitre/nom\"`",
                    kind.name()
                );
                fields.fault(fields.line, message);
            }
            return None;
        }
        _ => {
            let message = "un seul programme : `programme`, `listing` ou `refus`";
            fields.fault(fields.line, message);
            return None;
        }
    };
    Some(Program { source, name })
}

fn answer(kind: Kind, has_program: bool, fields: &mut Fields) -> Answer {
    match kind {
        Kind::Choice
        | Kind::Compiles
        | Kind::Prints
        | Kind::Outputs
        | Kind::Line
        | Kind::Panics => Answer::Options(proposals(kind, fields)),
        Kind::Blocks => Answer::Options(blocking(fields)),
        Kind::Short => short(has_program, fields),
        Kind::Order => {
            let steps = fields.texts("etapes");
            if steps.len() < 3 {
                fields.fault(fields.line, "`etapes` en a trois au moins");
            }
            let whys = fields.texts("pourquoi");
            if whys.len() + 1 != steps.len() {
                let message = "`pourquoi` a une raison par étape, sauf la première : pourquoi elle suit la précédente";
                fields.fault(whys.first().map_or(fields.line, |why| why.line), message);
            }
            for (i, step) in steps.iter().enumerate() {
                if steps[..i].iter().any(|other| other.text == step.text) {
                    fields.fault(step.line, "deux étapes sont identiques");
                }
            }
            Answer::Order { steps, whys }
        }
    }
}

fn proposals(kind: Kind, fields: &mut Fields) -> Vec<Proposal> {
    let mut proposals: Vec<Proposal> = Vec::new();
    for mut table in fields.tables("proposition") {
        let proposal = Proposal {
            content: match kind {
                Kind::Choice => Content::Text(table.text("texte")),
                Kind::Compiles => Content::Compiles {
                    refused: table.optional_line("ligne"),
                    reason: table.text("texte"),
                },
                Kind::Line | Kind::Panics => Content::Line {
                    line: table.line("ligne"),
                    reason: table.text("texte"),
                },
                _ => output(&mut table),
            },
            right: table.flag("juste"),
            why: table.optional_text("pourquoi"),
        };
        let content = proposal.content.to_string();
        if proposals
            .iter()
            .any(|other| other.content.to_string() == content)
        {
            table.fault(table.line, "deux propositions sont identiques");
        }
        if !proposal.right && proposal.why.is_none() {
            table.fault(
                table.line,
                "il manque `pourquoi` : la raison de qui choisit cette proposition fausse",
            );
        }
        proposals.push(proposal);
        table.finish();
    }
    let right = proposals.iter().filter(|proposal| proposal.right).count();
    let fault = |message| fields.fault(fields.line, message);
    if proposals.len() < 3 {
        fault("trois `[[question.proposition]]` au moins");
    } else if right == 0 || right == proposals.len() {
        fault("il faut une proposition juste (`juste = true`) et une fausse, au moins");
    }
    if matches!(kind, Kind::Compiles | Kind::Prints) && right > 1 {
        fault("une seule proposition peut être juste");
    }
    if matches!(kind, Kind::Line | Kind::Panics) {
        proposals.sort_by_key(|proposal| stopped(&proposal.content));
        let same = |pair: &[Proposal]| stopped(&pair[0].content) == stopped(&pair[1].content);
        if proposals.windows(2).any(same) {
            fault("deux propositions désignent la même ligne");
        }
    }
    if kind == Kind::Compiles {
        // « Il compile » d'abord, puis les lignes.
        proposals.sort_by_key(|proposal| refused(&proposal.content));
        let compiles = |proposal: &&Proposal| refused(&proposal.content).is_none();
        if proposals.iter().filter(compiles).count() != 1 {
            fault("une proposition, et une seule, n'a pas de `ligne` : le programme compile");
        }
    }
    proposals
}

fn refused(content: &Content) -> Option<usize> {
    match content {
        Content::Compiles { refused, .. } => *refused,
        _ => None,
    }
}

fn stopped(content: &Content) -> Option<usize> {
    match content {
        Content::Line { line, .. } => Some(*line),
        _ => None,
    }
}

/// Le code d'erreur est là si la réponse juste est que rustc refuse le programme, et
/// seulement là.
fn check_code(question: &Question, fields: &Fields) {
    let Answer::Options(proposals) = &question.answer else {
        return;
    };
    let key = proposals.iter().find(|proposal| proposal.right);
    let is_refused = key.is_some_and(|it| refused(&it.content).is_some());
    match &question.code {
        Some(code) if !is_refused => {
            fields.fault(
                code.line,
                "`code` est de trop : la réponse juste est « il compile »",
            );
        }
        Some(code) if codes::meaning(&code.text).is_none() => {
            let message = format!(
                "code inconnu « {} » : un code de outils/quiz/src/codes.rs, à compléter au besoin",
                code.text
            );
            fields.fault(code.line, message);
        }
        None if is_refused => {
            let message = "il manque `code` : ce que dit rustc de la ligne refusée, « E0382 »";
            fields.fault(fields.line, message);
        }
        _ => {}
    }
}

fn output(table: &mut Fields) -> Content {
    let stdout = table.optional_text("sortie").map(|stdout| stdout.text);
    if stdout.is_none() {
        let message = "il manque `sortie` : vide si le programme n'affiche rien";
        table.fault(table.line, message);
    }
    Content::Output(Output::new(
        &stdout.unwrap_or_default(),
        table.optional_name("fin").unwrap_or(OutcomeKind::Exit),
    ))
}

fn blocking(fields: &mut Fields) -> Vec<Proposal> {
    let key = fields.name::<Blocking>("reponse");
    let mut why = fields.table("pourquoi");
    let proposals = Blocking::ALL.iter().map(|(blocking, name)| Proposal {
        content: Content::Blocking(*blocking),
        right: key == Some(*blocking),
        why: why.as_mut().and_then(|table| table.optional_text(name)),
    });
    let proposals: Vec<Proposal> = proposals.collect();
    let line = why.as_ref().map_or(fields.line, |table| table.line);
    for (proposal, (_, name)) in proposals.iter().zip(Blocking::ALL) {
        if key.is_some() && !proposal.right && proposal.why.is_none() {
            let message = format!(
                "il manque `{name}` dans `[question.pourquoi]` : la raison de qui répond cela"
            );
            fields.fault(line, message);
        }
    }
    why.into_iter().for_each(Fields::finish);
    proposals
}

fn short(has_program: bool, fields: &mut Fields) -> Answer {
    let accepted = fields.texts("accepte");
    if accepted.is_empty() {
        fields.fault(fields.line, "`accepte` donne une réponse au moins");
    }
    let mistakes = mistakes(fields);
    if mistakes.len() < MIN_MISTAKES {
        let message = format!(
            "{MIN_MISTAKES} `[[question.erreur]]` au moins : les réponses fausses que l'on attend, et leur raison"
        );
        fields.fault(fields.line, message);
    }
    let mut forms = BTreeSet::new();
    let expected = mistakes.iter().flat_map(|mistake| &mistake.forms);
    for form in accepted.iter().chain(expected) {
        let plain = normalize(&form.text);
        if plain.is_empty() {
            fields.fault(form.line, "une réponse admise ou attendue est vide");
        } else if !forms.insert(plain) {
            let message = format!(
                "« {} » est déjà admise ou attendue : accents, majuscules, guillemets et articles ne comptent pas",
                form.text
            );
            fields.fault(form.line, message);
        }
    }
    let measure = fields.optional_name::<Measure>("mesure");
    if has_program != measure.is_some() {
        fields.fault(
            fields.line,
            "un programme et `mesure`, qui le lie à la réponse, vont ensemble",
        );
    }
    Answer::Short {
        accepted,
        measure,
        mistakes,
    }
}

/// Les réponses fausses que l'on attend, et leur raison.
fn mistakes(fields: &mut Fields) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    for mut table in fields.tables("erreur") {
        let forms = table.texts("reponses");
        if forms.is_empty() {
            table.fault(table.line, "`reponses` en donne une au moins");
        }
        let why = table.text("pourquoi");
        mistakes.push(Mistake { forms, why });
        table.finish();
    }
    mistakes
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIZ: &str = include_str!("../exemple.toml");

    fn parse(source: &str) -> Result<Quiz, Vec<String>> {
        Quiz::parse("src/c/p.quiz.toml", "c/p", source)
            .map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn tous_les_genres_se_lisent() {
        let quiz = parse(QUIZ).unwrap();
        let kinds: Vec<&str> = quiz.questions.iter().map(|q| q.kind.name()).collect();
        assert_eq!(
            kinds,
            [
                "choix", "texte", "compile", "sorties", "blocage", "ordre", "ligne"
            ]
        );
        assert_eq!(quiz.questions[0].line, 2);
        let Answer::Options(codes) = &quiz.questions[2].answer else {
            panic!("{:?}", quiz.questions[2]);
        };
        assert_eq!(super::refused(&codes[0].content), None);
        let program = quiz.questions[2].program.as_ref().unwrap();
        assert_eq!(program.name, "quiz/c/p/trois");
        let Source::Here(text) = &program.source else {
            panic!("{program:?}");
        };
        assert_eq!(
            (text.line, text.text.as_str()),
            (37, "fn main() {\n    drop(1);\n}\n")
        );
        let Answer::Options(outputs) = &quiz.questions[3].answer else {
            panic!("{:?}", quiz.questions[3]);
        };
        let stdout = |i: usize| outputs[i].content.to_string();
        assert_eq!(stdout(0), "« <a> ⏎ b »");
        assert_eq!(stdout(1), "rien, puis interblocage");
        assert_eq!(
            quiz.questions[3].program.as_ref().unwrap().name,
            "livre/c/a"
        );
    }

    /// Ce qui abîme le quiz : la ligne et la question de l'erreur, ce qui remplace quoi, et
    /// le début du message.
    macro_rules! faults {
        ($($line:literal $question:literal: $from:literal => $to:literal, $message:literal;)+) => {
            [$(($line, $question, $from, $to, $message)),+]
        };
    }

    const FAULTS: &[(usize, &str, &str, &str, &str)] = &faults! {
        4 "un": "nom = \"un\"\n" => "nom = \"un\"\nnote = 3\n", "clé inconnue ou de trop ici : `note`";
        16 "un": "texte = \"Rien\"\n" => "texte = \"Rien\"\njsute = true\n",
            "clé inconnue ou de trop ici : `jsute`";
        2 "un": "enonce = \"Que fait `a ; b` ?\"\n" => "", "il manque `enonce`";
        5 "un": "enonce = \"Que fait `a ; b` ?\"" => "enonce = 3", "`enonce` doit être un texte";
        5 "un": "Que fait `a ; b` ?" => "Que fait `a ; b ?", "un accent grave est seul";
        7 "un": "Ceci : elle attend." => "[Elle](a.md) attend.", "un texte de quiz n'a ni lien";
        4 "un": "genre = \"choix\"" => "genre = \"qcm\"",
            "`genre` : « qcm » inconnu ; choisissez parmi choix, ";
        6 "un": "passage = \"#le-passage\"" => "passage = \"a\"", "`passage` est une ancre";
        2 "un": "juste = true\n" => "", "il faut une proposition juste";
        10 "un": "juste = true\n" => "juste = \"oui\"\n", "`juste` doit être true ou false";
        11 "un": "pourquoi = \"Rien n'arrête un fil.\"\n" => "", "il manque `pourquoi` : la raison";
        14 "un": "texte = \"Rien\"" => "texte = \"Elle attend\"", "deux propositions sont identiques";
        3 "Un": "nom = \"un\"" => "nom = \"Un\"", "`nom` est fait de minuscules";
        18 "un": "nom = \"deux\"" => "nom = \"un\"", "ce nom est déjà celui d'une autre question";
        24 "deux": "\"deadlock\"" => "\"L'Interblocage\"", "« L'Interblocage » est déjà admise";
        26 "deux": "\"famine\"" => "\"Deadlock.\"", "« Deadlock. » est déjà admise ou attendue";
        25 "deux": "pourquoi = \"D'autres passent.\"\n" => "", "il manque `pourquoi`";
        18 "deux": "[[question.erreur]]\nreponses = [\"attente\"]\npourquoi = \"Elle finirait.\"\n" => "",
            "2 `[[question.erreur]]` au moins";
        24 "deux": "accepte = [\"interblocage\", \"deadlock\"]" => "accepte = \"a\"",
            "`accepte` doit être une liste";
        18 "deux": "accepte =" => "mesure = \"sortie\"\naccepte =", "un programme et `mesure`";
        37 "trois": "fn main() {" => "fn principal() {", "il manque `fn main()`";
        41 "trois": "code = \"E0382\"" => "code = \"E9999\"", "code inconnu « E9999 »";
        32 "trois": "code = \"E0382\"\n" => "", "il manque `code`";
        41 "trois": "ligne = 2\ntexte = \"1 est donné\"\njuste = true\n[[question.proposition]]\n\
                     texte = \"rien ne manque\"\npourquoi = \"Si.\"" =>
            "ligne = 2\ntexte = \"1 est donné\"\npourquoi = \"Non.\"\n[[question.proposition]]\n\
             texte = \"rien ne manque\"\njuste = true",
            "`code` est de trop";
        45 "trois": "ligne = 2" => "ligne = 0", "`ligne` doit être un numéro de ligne";
        32 "trois": "ligne = 2\n" => "", "une proposition, et une seule, n'a pas de `ligne`";
        71 "quatre": "fin = \"interblocage\"" => "fin = \"jamais\"",
            "`fin` : « jamais » inconnu ; choisissez parmi interblocage, panique, sans fin";
        73 "quatre": "pourquoi = \"Il affiche `a`.\"\n" => "", "il manque `pourquoi` : la raison";
        84 "cinq": "reponse = \"jamais\"" => "reponse = \"non\"",
            "`reponse` : « non » inconnu ; choisissez parmi jamais, parfois, toujours";
        87 "cinq": "toujours = \"Il finit.\"" => "souvent = \"Il finit.\"",
            "clé inconnue ou de trop ici : `souvent`";
        85 "cinq": "toujours = \"Il finit.\"\n" => "", "il manque `toujours` dans `[question.pourquoi]`";
        77 "cinq": "listing = \"c/a\"\npassage = \"#le-passage\"\nexplication = \"Non.\"\nreponse" =>
            "passage = \"#le-passage\"\nexplication = \"Non.\"\nreponse",
            "une question `blocage` a un programme";
        95 "six": "\"deux\", \"trois\"]" => "\"un\", \"trois\"]", "deux étapes sont identiques";
        89 "six": "\"deux\", \"trois\"]\npourquoi = [\"Un précède deux.\", " => "\"trois\"]\npourquoi = [",
            "`etapes` en a trois au moins";
        98 "sept": "ligne = 3\ntexte = \"il reçoit\"" => "ligne = 1\ntexte = \"il reçoit\"",
            "deux propositions désignent la même ligne";
        110 "sept": "ligne = 3\ntexte = \"il reçoit\"" => "texte = \"il reçoit\"", "il manque `ligne`";
        96 "six": "[\"Un précède deux.\", " => "[", "`pourquoi` a une raison par étape";
    };

    #[test]
    fn chaque_faute_est_dite_avec_sa_ligne_et_sa_question() {
        for (line, question, from, to, message) in FAULTS {
            let expected = format!("src/c/p.quiz.toml:{line}: question « {question} » : {message}");
            refused(from, to, &expected);
        }
    }

    /// Abîme le quiz ; il doit être refusé, et l'une des erreurs être celle-ci.
    #[track_caller]
    fn refused(from: &str, to: &str, expected: &str) {
        assert!(QUIZ.contains(from), "{from}");
        let errors = parse(&QUIZ.replacen(from, to, 1)).unwrap_err();
        assert!(
            errors.iter().any(|error| error.starts_with(expected)),
            "« {expected} » manque dans {errors:#?}"
        );
    }

    #[test]
    fn un_fichier_illisible_ou_trop_court_est_refuse() {
        let errors = parse("[[question]\n").unwrap_err();
        assert_eq!(errors.len(), 1);
        assert!(
            errors[0].starts_with("src/c/p.quiz.toml:1: ce n'est pas du TOML : "),
            "{errors:?}"
        );
        let short = &QUIZ[..QUIZ.find("[[question]]\nnom = \"quatre\"").unwrap()];
        assert_eq!(
            parse(short).unwrap_err(),
            ["src/c/p.quiz.toml: 3 question(s), 4 au moins : ajoutez-en"]
        );
        refused(
            "[[question]]",
            "titre = 1\n[[question]]",
            "src/c/p.quiz.toml:2: clé inconnue",
        );
    }

    #[test]
    fn les_quiz_d_un_livre_se_trouvent() {
        let dir = testing::tree([("src/c/p.quiz.toml", QUIZ), ("src/c/p.md", "# P\n")]);
        assert_eq!(Quiz::pages(&dir.path().join("src")), ["c/p"]);
        let quiz = Quiz::load(dir.path(), Path::new("src"), "c/p").unwrap();
        assert_eq!(quiz.file, "src/c/p.quiz.toml");
        let errors = Quiz::load(dir.path(), Path::new("src"), "c/q").unwrap_err();
        assert!(
            errors[0].to_string().contains("écrivez src/c/q.quiz.toml"),
            "{errors:?}"
        );
    }
}
