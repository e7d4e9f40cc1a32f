//! L'ordre : un seul pour tous, qui garde celui de chacun.

use super::Case;
use crate::client::{Client, Seen};
use crate::frame::{Frame, opcode};
use crate::proxy::{Fault, Proxy};
use crate::server::{PATIENCE, Program};
use crate::verdict::{During as _, Verdict, expect, failure};
use std::collections::HashMap;
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::Duration;
use tungstenite::{Message, WebSocket};

pub(super) const CASES: [Case; 3] = [
    Case::new(
        "ordre",
        "huit membres qui disent chacun cinquante messages",
        order,
    ),
    Case::new(
        "ordre, réseau lent",
        "de même, à travers un réseau lent ou en miettes",
        order_through_proxy,
    ),
    Case::new(
        "un autre client",
        "tungstenite, un client que nous n'avons pas écrit",
        independent,
    ),
];

const MEMBERS: usize = 8;
const MESSAGES: usize = 50;

/// Un membre : le nôtre, ou celui de tungstenite.
enum Member {
    Ours(Client),
    Theirs(Box<WebSocket<TcpStream>>),
}

fn tungstenite(at: SocketAddr, name: &str) -> Verdict<Box<WebSocket<TcpStream>>> {
    let stream = crate::http::connect(at)?;
    let opened = tungstenite::client(format!("ws://{at}/salon?nom={name}"), stream);
    let (socket, _) = opened.map_err(|error| failure("une porte ouverte à tungstenite", error))?;
    Ok(Box::new(socket))
}

impl Member {
    fn enter(at: SocketAddr, name: &str, ours: bool) -> Verdict<Self> {
        Ok(match ours {
            true => Self::Ours(Client::open(at, &format!("/salon?nom={name}"))?),
            false => Self::Theirs(tungstenite(at, name)?),
        })
    }

    fn say(&mut self, text: String) -> Verdict {
        match self {
            Self::Ours(client) => client.say(&text),
            Self::Theirs(socket) => {
                let sent = socket.send(Message::text(text));
                sent.map_err(|error| failure("une connexion ouverte", error))
            }
        }
    }

    fn hear(&mut self) -> Verdict<String> {
        match self {
            Self::Ours(client) => client.text(),
            Self::Theirs(socket) => loop {
                match socket.read() {
                    Ok(Message::Text(text)) => return Ok(text.to_string()),
                    Ok(Message::Ping(_) | Message::Pong(_)) => {}
                    other => return Err(failure("une annonce", format!("{other:?}"))),
                }
            },
        }
    }
}

fn order(program: &Program) -> Verdict {
    let server = program.start(&["--debit", "0", "--file", "1000"])?;
    one_order(server.address(), server.address())
}

fn order_through_proxy(program: &Program) -> Verdict {
    let server = program.start(&["--debit", "0", "--file", "1000"])?;
    for fault in [Fault::Split, Fault::Delay(Duration::from_millis(20))] {
        let proxy = Proxy::listen("127.0.0.1:0", server.address());
        let proxy = proxy.map_err(|error| failure("un mandataire", error))?;
        proxy.set(fault);
        one_order(proxy.address(), server.address()).during(match fault {
            Fault::Split => "un réseau qui livre octet par octet",
            _ => "un réseau qui retient chaque morceau",
        })?;
        drop(proxy);
        server.settle("tous partis", |state| state.membres == 0)?;
    }
    Ok(())
}

/// Chacun dit ses messages ; un membre sur deux passe par `slow`.
fn one_order(slow: SocketAddr, fast: SocketAddr) -> Verdict {
    let mut members = Vec::new();
    for n in 0..MEMBERS {
        let at = if n % 2 == 0 { slow } else { fast };
        // Une réponse en miettes est, pour tungstenite, une attaque.
        let mut member = Member::enter(at, &format!("M{n}"), n % 4 != 3)?;
        // Le suivant n'entre qu'après : le début de chaque journal est connu.
        let mut heard = member.hear()?;
        while heard != format!("M{n} entre") {
            heard = member.hear()?;
        }
        members.push(member);
    }
    let heard: Vec<Verdict<Vec<String>>> = thread::scope(|scope| {
        let threads: Vec<_> = members
            .iter_mut()
            .enumerate()
            .map(|(n, member)| {
                scope.spawn(move || {
                    let mut log = Vec::new();
                    for m in 0..MESSAGES {
                        member.say(m.to_string())?;
                        // De temps en temps, pour que les messages se croisent.
                        if m % 7 == n % 7 {
                            thread::yield_now();
                        }
                    }
                    while log.len() < MEMBERS * MESSAGES {
                        let text = member.hear()?;
                        if text.contains(" : ") {
                            log.push(text);
                        }
                    }
                    Ok(log)
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("un membre ne panique pas"))
            .collect()
    });
    let logs = heard.into_iter().collect::<Verdict<Vec<_>>>()?;
    check_order(&logs)
}

/// Chaque journal garde l'ordre de chacun, et tous sont le même.
fn check_order(logs: &[Vec<String>]) -> Verdict {
    for (n, log) in logs.iter().enumerate() {
        let mut next: HashMap<&str, usize> = HashMap::new();
        for line in log {
            let (sender, text) = line.split_once(" : ").unwrap_or((line, ""));
            let wanted = next.entry(sender).or_default();
            let expected = format!("les messages de {sender} dans l'ordre : le {wanted}");
            expect(
                text == wanted.to_string(),
                &expected,
                format!("« {line} », dans le journal de M{n}"),
            )?;
            *wanted += 1;
        }
    }
    for (n, log) in logs.iter().enumerate().skip(1) {
        let differs = log
            .iter()
            .zip(&logs[0])
            .position(|(one, other)| one != other);
        if let Some(at) = differs {
            let seen = format!(
                "à la ligne {at}, M0 lit « {} », et M{n} « {} »",
                logs[0][at], log[at]
            );
            return Err(failure("un seul ordre pour tous", seen));
        }
    }
    Ok(())
}

fn independent(program: &Program) -> Verdict {
    let server = program.start(&[])?;
    let mut ana = tungstenite(server.address(), "Ana")?;
    let heard = |socket: &mut WebSocket<TcpStream>| match socket.read() {
        Ok(Message::Text(text)) => text.to_string(),
        other => format!("{other:?}"),
    };
    let entered = heard(&mut ana);
    expect(entered == "Ana entre", "« Ana entre »", entered)?;
    let sent = ana.send(Message::text("né 🦀"));
    sent.map_err(|error| failure("une connexion ouverte", error))?;
    let text = heard(&mut ana);
    expect(text == "Ana : né 🦀", "« Ana : né 🦀 »", text)?;
    let closed = ana.close(None);
    closed.map_err(|error| failure("une connexion ouverte", error))?;
    loop {
        match ana.read() {
            Ok(_) => {}
            Err(tungstenite::Error::ConnectionClosed) => break,
            Err(error) => return Err(failure("une fermeture propre", error)),
        }
    }
    // Et le nôtre, qui répond à un ping comme il faut.
    let mut bob = Client::enter(server.address(), "Bob")?;
    bob.send(&Frame::new(opcode::PING, ""))?;
    match bob.next_within(PATIENCE) {
        Seen::Frame(frame) if frame.opcode == opcode::PONG => bob.close(),
        seen => Err(failure("un pong", seen)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn un_ordre_faux_est_vu() {
        let right = log(&["A : 0", "B : 0", "A : 1"]);
        assert_eq!(check_order(&[right.clone(), right.clone()]), Ok(()));
        let swapped = check_order(&[log(&["A : 1", "A : 0"])]).unwrap_err();
        assert!(swapped.expected.contains("dans l'ordre"), "{swapped}");
        let other = check_order(&[right, log(&["B : 0", "A : 0", "A : 1"])]).unwrap_err();
        assert_eq!(other.expected, "un seul ordre pour tous");
    }
}
