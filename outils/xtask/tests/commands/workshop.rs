//! L'atelier, pour de vrai : le vrai livre, rustc, le moteur, et de mauvais programmes.

use super::common::{children_of, wait_within};
use super::served::{Answer, Served};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Un atelier ouvert.
pub struct Open {
    pub served: Served,
    pub token: String,
    /// Là où vont ses dossiers jetables.
    pub temporary: TempDir,
    /// Un seul à la fois : les durées d'un programme sont bornées.
    _alone: MutexGuard<'static, ()>,
}

static ALONE: Mutex<()> = Mutex::new(());

impl Open {
    fn new() -> Self {
        Self::with(|temporary| Served::book(&[], temporary))
    }

    /// Celui que lance `serve`, à qui est donné le dossier des dossiers jetables.
    pub fn with(serve: impl FnOnce(&Path) -> Served) -> Self {
        let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
        let temporary = tempfile::tempdir().unwrap();
        let served = serve(temporary.path());
        let page = served.get("/index.html").body;
        let token = page
            .split_once("<meta name=\"atelier\" content=\"")
            .unwrap();
        let token = token.1.split_once('"').unwrap().0.to_owned();
        assert_eq!(token.len(), 32);
        Self {
            served,
            token,
            temporary,
            _alone,
        }
    }

    pub fn host(&self) -> String {
        format!("localhost:{}", self.served.port)
    }

    /// Une demande ; les en-têtes remplacent ceux de la page.
    pub fn request(&self, path: &str, headers: &[(&str, &str)], body: &str) -> String {
        let host = self.host();
        let length = body.len().to_string();
        let usual = [
            ("Host", host.as_str()),
            ("X-Atelier", &self.token),
            ("Content-Type", "application/json"),
            ("Content-Length", &length),
        ];
        let mut text = format!("POST /atelier/{path} HTTP/1.0\r\n");
        for (name, value) in usual {
            if !headers.iter().any(|(other, _)| *other == name) {
                text += &format!("{name}: {value}\r\n");
            }
        }
        for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
            text += &format!("{name}: {value}\r\n");
        }
        format!("{text}\r\n{body}")
    }

    fn send(&self, path: &str, program: &str) -> TcpStream {
        let body = json!({ "programme": program }).to_string();
        self.served.send(&self.request(path, &[], &body))
    }

    fn ask(&self, path: &str, program: &str) -> Answer {
        Answer::read(&mut self.send(path, program))
    }

    /// Ce que dit un programme exécuté : ses deux sorties, et sa fin.
    fn run(&self, program: &str) -> Run {
        let answer = self.ask("executer", program);
        assert_eq!(answer.status(), 200, "{}", answer.body);
        let mut run = Run::default();
        for line in answer.body.lines() {
            let event: Value = serde_json::from_str(line).unwrap();
            run.stdout += event["sortie"].as_str().unwrap_or("");
            run.stderr += event["erreur"].as_str().unwrap_or("");
            if let Some(end) = event.get("fin") {
                run.end = end["message"].as_str().unwrap().to_owned();
                run.status = end["statut"].as_i64();
            }
        }
        run
    }

    /// Attend qu'il ne reste rien de ce qui a été demandé.
    pub fn nothing_left(&self) {
        wait_within(60, || {
            children_of(self.served.child.id()).is_empty().then_some(())
        });
        let ours = self.temporary.path().to_str().unwrap();
        let left: Vec<String> = processes().filter(|it| it.contains(ours)).collect();
        assert_eq!(left, Vec::<String>::new(), "des processus restent");
        let entries = fs::read_dir(self.temporary.path()).unwrap();
        let left: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        assert_eq!(left, Vec::<PathBuf>::new(), "des dossiers restent");
    }
}

/// Les commandes de tous les processus.
fn processes() -> impl Iterator<Item = String> {
    let output = Command::new("ps").args(["-A", "-o", "args="]).output();
    let text = String::from_utf8_lossy(&output.unwrap().stdout).into_owned();
    text.lines()
        .map(str::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

#[derive(Debug, Default)]
struct Run {
    stdout: String,
    stderr: String,
    end: String,
    status: Option<i64>,
}

pub fn message(answer: &Answer) -> String {
    let body: Value = serde_json::from_str(&answer.body).unwrap();
    body["message"].as_str().unwrap().to_owned()
}

const HELLO: &str = "fn main() { println!(\"bonjour\"); }";

#[test]
fn seule_une_page_de_ce_lancement_a_acces() {
    let open = Open::new();
    let body = json!({ "programme": HELLO }).to_string();
    let port = open.served.port;
    let long = json!({ "programme": "/".repeat(70_000) }).to_string();
    let evil = format!("http://evil.test:{port}");
    let other_port = "http://localhost:1".to_owned();
    let token = "0".repeat(32);
    for (headers, body, status, expected) in [
        (vec![("Origin", evil.as_str())], &*body, 403, "autre site"),
        (vec![("Origin", "null")], &body, 403, "autre site"),
        (vec![("Origin", &other_port)], &body, 403, "autre site"),
        (
            vec![("Sec-Fetch-Site", "cross-site")],
            &body,
            403,
            "autre site",
        ),
        (
            vec![("Sec-Fetch-Site", "same-site")],
            &body,
            403,
            "autre site",
        ),
        (vec![("X-Atelier", "")], &body, 403, "jeton"),
        (vec![("X-Atelier", &token)], &body, 403, "jeton"),
        (vec![("Content-Type", "")], &body, 415, "JSON"),
        (vec![("Content-Type", "text/plain")], &body, 415, "JSON"),
        (
            vec![("Content-Type", "application/x-www-form-urlencoded")],
            "programme=fn+main()+{}",
            415,
            "JSON",
        ),
        (vec![], &long, 413, "64 ko"),
        (vec![], "{", 400, "ne se lit pas"),
        (vec![], "{\"programme\": 3}", 400, "ne se lit pas"),
        (
            vec![],
            "{\"programme\": \"\", \"temps\": \"demain\"}",
            400,
            "ne se lit pas",
        ),
        (
            vec![],
            "{\"programme\": \"\", \"constantes\": {\"N\": \"1 }; ()\"}}",
            400,
            "ne se lit pas",
        ),
        (
            vec![],
            "{\"programme\": \"\", \"option\": 1}",
            400,
            "ne se lit pas",
        ),
    ] {
        for path in ["executer", "explorer"] {
            let request = open.request(path, &headers, body);
            let answer = Answer::read(&mut open.served.send(&request));
            assert_eq!(answer.status(), status, "{request}\n{}", answer.body);
            assert!(message(&answer).contains(expected), "{}", answer.body);
            assert!(!answer.head.contains("access-control"), "{}", answer.head);
        }
    }
    // Un nom d'un autre site, devenu celui de cette machine.
    for host in [format!("evil.test:{port}"), "localhost".to_owned()] {
        let request = open.request("executer", &[("Host", &host)], &body);
        let answer = Answer::read(&mut open.served.send(&request));
        assert_eq!(answer.status(), 421, "{host}");
    }
    // Un autre site ne peut pas demander la permission, ni montrer la page dans la sienne.
    let host = open.host();
    let preflight = format!(
        "OPTIONS /atelier/executer HTTP/1.0\r\nHost: {host}\r\nOrigin: {evil}\r\nAccess-Control-Request-Method: POST\r\n\
         Access-Control-Request-Headers: x-atelier\r\n\r\n"
    );
    let answer = Answer::read(&mut open.served.send(&preflight));
    assert_ne!(answer.status(), 200);
    assert!(!answer.head.contains("access-control"), "{}", answer.head);
    let page = open.served.get("/index.html");
    assert!(
        page.head
            .contains("content-security-policy: frame-ancestors 'self'")
    );

    // Et la page, elle, y a accès, sous chacun des noms de la machine.
    for name in ["localhost", "127.0.0.1", "[::1]"] {
        let host = format!("{name}:{port}");
        let origin = format!("http://{host}");
        let headers = [
            ("Host", host.as_str()),
            ("Origin", &origin),
            ("Sec-Fetch-Site", "same-origin"),
        ];
        let request = open.request("executer", &headers, &body);
        let answer = Answer::read(&mut open.served.send(&request));
        assert_eq!(answer.status(), 200, "{name} : {}", answer.body);
    }
}

#[test]
fn sans_atelier_rien_n_est_execute() {
    let temporary = tempfile::tempdir().unwrap();
    let served = Served::book(&["--sans-atelier"], temporary.path());
    let page = served.get("/index.html").body;
    assert!(!page.contains("name=\"atelier\""));
    let body = json!({ "programme": HELLO }).to_string();
    for path in ["executer", "explorer", "etat"] {
        let request = format!(
            "POST /atelier/{path} HTTP/1.0\r\nHost: localhost:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            served.port,
            body.len()
        );
        let answer = Answer::read(&mut served.send(&request));
        assert!([404, 405].contains(&answer.status()), "{path}");
    }
}

#[test]
fn un_programme_s_execute_et_dit_sa_fin() {
    let open = Open::new();
    let run = open.run("fn main() { println!(\"été\"); eprintln!(\"attention\"); }");
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        ("été\n", "attention\n")
    );
    assert_eq!(
        (run.status, run.end.as_str()),
        (Some(0), "Le programme a fini.")
    );

    let run = open.run("fn main() { panic!(\"aïe\"); }");
    assert!(run.stderr.contains("programme.rs:1:13"), "{run:?}");
    assert!(run.stderr.contains("aïe"), "{run:?}");
    assert_eq!(run.status, Some(101), "{run:?}");
    assert!(run.end.contains("paniqué"), "{run:?}");

    let run = open.run("fn main() { std::process::exit(7); }");
    assert_eq!(run.status, Some(7));

    // Les paquets du livre, et rien de l'environnement de qui sert.
    let run = open.run(
        "use crossbeam_channel::unbounded;\nfn main() {\n    let (s, r) = unbounded();\n    s.send(std::env::vars().count()).unwrap();\n    \
         println!(\"{}\", r.recv().unwrap());\n}\n",
    );
    assert_eq!(run.stdout, "0\n", "{run:?}");
    let run = open.run(
        "use rayon::prelude::*;\nfn main() {\n    \
         println!(\"{}\", [1, 2, 3].par_iter().sum::<i32>());\n}\n",
    );
    assert_eq!(run.stdout, "6\n", "{run:?}");
    let run = open.run(
        "fn main() {\n    let tokio = tokio::runtime::Builder::new_current_thread().build().unwrap();\n    \
         println!(\"{}\", tokio.block_on(async { 7 }));\n}\n",
    );
    assert_eq!(run.stdout, "7\n", "{run:?}");

    // Ce que rustc refuse est à sa ligne, et dans ses mots.
    let answer = open.ask(
        "executer",
        "fn main() {\n    let x: u8 = \"a\";\n    let y = x;\n}\n",
    );
    assert_eq!(answer.status(), 422);
    let refusal: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(refusal["message"], "Ce programme ne compile pas.");
    assert_eq!(refusal["lignes"][0]["ligne"], 2, "{refusal}");
    assert!(
        refusal["lignes"][0]["message"]
            .as_str()
            .unwrap()
            .contains("E0308")
    );
    let rustc = refusal["rustc"].as_str().unwrap();
    assert!(rustc.contains("--> programme.rs:2:17"), "{rustc}");
    assert!(!answer.body.contains("/tmp"), "un chemin à nous : {rustc}");
    open.nothing_left();
}

#[test]
fn la_sortie_vient_a_mesure() {
    let open = Open::new();
    let program = "use std::{thread, time::Duration};\nfn main() {\n    println!(\"un\");\n    thread::sleep(Duration::from_secs(3));\n    println!(\"deux\");\n}\n";
    let mut lines = BufReader::new(open.send("executer", program)).lines();
    let mut at = |text: &str| {
        let found = lines.find(|line| line.as_ref().unwrap().contains(text));
        found.unwrap().unwrap();
        Instant::now()
    };
    let (first, second) = (at("un\\n"), at("deux"));
    assert!(
        second - first > Duration::from_secs(2),
        "{:?}",
        second - first
    );
}

/// Chacun est arrêté, sa raison est dite, et il n'en reste rien.
#[test]
fn un_mauvais_programme_ne_prend_que_ce_qui_lui_est_permis() {
    let open = Open::new();
    for (what, program, expected) in [
        ("sans fin", "fn main() { loop {} }", "10 secondes"),
        (
            "bavard",
            "fn main() { loop { println!(\"encore et encore\"); } }",
            "écrit plus de 1024 ko",
        ),
        (
            "dix gigaoctets d'un coup",
            "fn main() { let v = vec![1u8; 10 << 30]; println!(\"{}\", v[5]); }",
            "SIGABRT",
        ),
        (
            "dix gigaoctets peu à peu",
            "fn main() { let mut v = Vec::new(); loop { v.push(vec![1u8; 200 << 20]); } }",
            "de mémoire",
        ),
        (
            "une bombe",
            "use std::process::Command;\nfn main() { loop { let _ = Command::new(std::env::current_exe().unwrap()).spawn(); } }",
            "processus",
        ),
        (
            "un gros fichier",
            "fn main() { std::fs::write(\"gros\", vec![0u8; 100 << 20]).unwrap(); }",
            "fichier de plus de 16 Mo",
        ),
        (
            "un fils laissé",
            "use std::process::Command;\nfn main() { Command::new(\"/bin/sleep\").arg(\"611\").spawn().unwrap(); }",
            "a fini",
        ),
        (
            "un fils détaché",
            "use std::process::Command;\nfn main() { Command::new(\"/usr/bin/setsid\").args([\"sleep\", \"612\"]).spawn().unwrap(); }",
            "a fini",
        ),
    ] {
        let start = Instant::now();
        let run = open.run(program);
        assert!(run.end.contains(expected), "{what} : {}", run.end);
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        open.nothing_left();
    }
    for left in ["/bin/sleep 611", "sleep 612"] {
        assert!(!processes().any(|it| it == left), "{left}");
    }
    // Et le serveur sert toujours.
    assert_eq!(open.run(HELLO).stdout, "bonjour\n");
}

#[test]
fn un_programme_qui_tue_sa_garde_ne_retient_personne() {
    let open = Open::new();
    let program = "use std::{process::{self, Command}, thread, time::Duration};\nfn main() {\n    \
        let stat = std::fs::read_to_string(format!(\"/proc/{}/stat\", process::id())).unwrap();\n    \
        let garde = stat.split(' ').nth(3).unwrap().to_owned();\n    \
        Command::new(\"/bin/kill\").args([\"-9\", &garde]).status().unwrap();\n    \
        thread::sleep(Duration::from_secs(20));\n}\n";
    let start = Instant::now();
    let run = open.run(program);
    assert!(run.end.contains("garde a disparu"), "{run:?}");
    assert_eq!(open.run(HELLO).stdout, "bonjour\n");
    assert!(
        start.elapsed() < Duration::from_secs(15),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn un_compilateur_qui_s_emballe_est_arrete() {
    let open = Open::new();
    let answer = open.ask(
        "executer",
        "static A: [u8; 3 << 30] = [1; 3 << 30];\nfn main() { println!(\"{}\", A[7]); }",
    );
    assert_eq!(answer.status(), 422, "{}", answer.body);
    open.nothing_left();
}

const JOINS: &str =
    "use std::thread;\nfn main() {\n    thread::spawn(|| println!(\"fil\")).join().unwrap();\n}\n";

#[test]
fn le_graphe_est_celui_de_la_commande() {
    let open = Open::new();
    let answer = open.ask("explorer", JOINS);
    assert_eq!(answer.status(), 200, "{}", answer.body);
    let graph: Value = serde_json::from_str(&answer.body).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("essai.rs"), JOINS).unwrap();
    let command = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(["explore", "essai.rs", "--json"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let mut expected: Value = serde_json::from_slice(&command.stdout).unwrap();
    assert_eq!(graph["complete"], true);
    // Seul le nom du programme diffère.
    for key in ["program", "name", "title"] {
        if expected.get(key).is_some() {
            expected[key] = graph[key].clone();
        }
    }
    assert_eq!(graph, expected);

    // Une constante s'explore à la valeur demandée.
    let body = json!({
        "programme": "const N: u32 = 1000;\nfn main() { for i in 0..N { println!(\"{i}\"); } }\n",
        "constantes": { "N": 2 },
    });
    let request = open.request("explorer", &[], &body.to_string());
    let answer = Answer::read(&mut open.served.send(&request));
    let graph: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(graph["outcomes"][0]["stdout"], "0\n1\n", "{graph}");
    assert_eq!(graph["reduced"][0]["original"], "1000", "{graph}");

    for (program, expected, line) in [
        (
            "fn main() {\n    let x: u8 = \"a\";\n}\n",
            "ne compile pas",
            2,
        ),
        (
            "fn main() {\n    let _ = std::fs::read(\"a\");\n}\n",
            "explorateur n'en connaît pas tout",
            2,
        ),
    ] {
        let answer = open.ask("explorer", program);
        assert_eq!(answer.status(), 422, "{}", answer.body);
        let refusal: Value = serde_json::from_str(&answer.body).unwrap();
        assert!(
            refusal["message"].as_str().unwrap().contains(expected),
            "{refusal}"
        );
        assert_eq!(refusal["lignes"][0]["ligne"], line, "{refusal}");
        assert!(!answer.body.contains("std_shim"), "{refusal}");
    }
    open.nothing_left();
}

/// Beaucoup d'états : la fin n'est pas attendue.
const HUGE: &str = "use std::sync::Mutex;\nuse std::thread;\nfn main() {\n    let m = Mutex::new(Vec::new());\n    thread::scope(|s| {\n        \
    for i in 0..7 {\n            let m = &m;\n            s.spawn(move || { for j in 0..9 { m.lock().unwrap().push((i, j)); } });\n        }\n    });\n}\n";

#[test]
fn une_demande_abandonnee_ne_laisse_rien() {
    let open = Open::new();
    let count = std::env::var("DEMANDES").map_or(12, |count| count.parse().unwrap());
    for rank in 0..count {
        let program = format!("{HELLO} // {rank}");
        match rank % 4 {
            0 => assert_eq!(open.run(&program).stdout, "bonjour\n"),
            1 => drop(open.send("executer", &program)),
            2 => {
                // Pendant qu'il s'exécute.
                let endless = "fn main() { println!(\"un\"); loop {} }";
                let mut lines = BufReader::new(open.send("executer", endless)).lines();
                lines.find(|line| line.as_ref().unwrap().contains("un\\n"));
            }
            _ => drop(open.send("explorer", HUGE)),
        }
    }
    // Pendant l'exploration même.
    let exploring = open.send("explorer", HUGE);
    wait_within(120, || {
        let request = format!(
            "GET /atelier/etat HTTP/1.0\r\nHost: {}\r\nX-Atelier: {}\r\n\r\n",
            open.host(),
            open.token
        );
        let answer = Answer::read(&mut open.served.send(&request));
        let state: Value = serde_json::from_str(&answer.body).unwrap();
        let step = state["etape"].as_str().unwrap_or("").to_owned();
        (step.contains("états") || step == "Exploration").then_some(())
    });
    drop(exploring);
    open.nothing_left();
}

#[test]
fn trop_de_demandes_a_la_fois_sont_refusees() {
    let open = Open::new();
    let slow = "fn main() { std::thread::sleep(std::time::Duration::from_secs(2)); }";
    let waiting: Vec<TcpStream> = (0..8).map(|_| open.send("executer", slow)).collect();
    let answers = waiting
        .into_iter()
        .map(|mut stream| Answer::read(&mut stream));
    let statuses: Vec<u16> = answers.map(|answer| answer.status()).collect();
    assert_eq!(
        statuses.iter().filter(|it| **it == 200).count(),
        5,
        "{statuses:?}"
    );
    assert_eq!(
        statuses.iter().filter(|it| **it == 429).count(),
        3,
        "{statuses:?}"
    );
}
