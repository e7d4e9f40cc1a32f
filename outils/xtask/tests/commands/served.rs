//! Un `serve` lancé pour de vrai, et ce qu'il répond.

use super::common::{Repository, free_port, wait_for};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(300);

/// Un `serve` de ce dépôt ; si le test échoue, rien n'en reste.
pub struct Served {
    pub child: Child,
    pub port: u16,
}

impl Served {
    /// Lance `serve`. Le port est pris avant que le livre soit construit : une
    /// demande attend qu'il le soit.
    pub fn start(repository: &Repository) -> Self {
        Self::command(repository.xtask(&["serve"]))
    }

    /// Le vrai livre, avec ces options ; les dossiers jetables sont dans `temporary`.
    pub fn book(options: &[&str], temporary: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("serve").args(options).env("TMPDIR", temporary);
        Self::command(command)
    }

    /// Ce que lance `command`, sur un port libre.
    pub fn command(mut command: Command) -> Self {
        let port = free_port();
        let child = command
            .args(["--port", &port.to_string()])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let served = Self { child, port };
        wait_for(|| is_serving(port).then_some(()));
        served
    }

    /// Attend qu'il finisse.
    pub fn exit_code(&mut self) -> Option<i32> {
        wait_for(|| self.child.try_wait().unwrap()).code()
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(path, &format!("localhost:{}", self.port), "identity")
    }

    /// La réponse à `GET path`, en HTTP/1.0 : son corps va jusqu'à la fin.
    pub fn ask(&self, path: &str, host: &str, encoding: &str) -> Answer {
        let mut stream = self.send(&format!(
            "GET {path} HTTP/1.0\r\nHost: {host}\r\nAccept-Encoding: {encoding}\r\n\r\n"
        ));
        Answer::read(&mut stream)
    }

    /// Envoie une demande, sans attendre la réponse.
    pub fn send(&self, request: &str) -> TcpStream {
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    pub fn news(&self) -> News {
        let mut stream = self.connect();
        let host = format!("localhost:{}", self.port);
        write!(
            stream,
            "GET /atelier/nouvelles HTTP/1.1\r\nHost: {host}\r\n\r\n"
        )
        .unwrap();
        News(BufReader::new(stream))
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("localhost", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Une réponse : sa tête en minuscules, et son corps.
pub struct Answer {
    pub head: String,
    pub body: String,
}

impl Answer {
    /// Tout ce qui vient, jusqu'à la fin.
    pub fn read(stream: &mut TcpStream) -> Self {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        Self {
            head: head.to_lowercase(),
            body: body.to_owned(),
        }
    }

    pub fn status(&self) -> u16 {
        self.head.split(' ').nth(1).unwrap().parse().unwrap()
    }
}

/// Les nouvelles du livre, l'une après l'autre.
pub struct News(BufReader<TcpStream>);

impl News {
    pub fn next(&mut self) -> Value {
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "plus de nouvelles");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}

pub fn is_serving(port: u16) -> bool {
    TcpStream::connect(("localhost", port)).is_ok()
}
