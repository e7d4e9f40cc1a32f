//! La mesure sous charge : les serveurs, l'un après l'autre, à chaque tour.
//!
//! Chaque membre parle dès qu'il a entendu son message précédent, ou attend que
//! vienne son tour : le salon est toujours occupé. Une durée seule ne vaut que pour
//! une machine et un moment ; le résultat qui compte est le rapport au premier
//! serveur, mesuré dans le même tour.

use crate::client::{Client, Seen};
use crate::frame::{Frame, opcode};
use crate::server::{Kind, Program};
use crate::verdict::{During as _, Verdict, expect, failure};
use anyhow::{Result, anyhow};
use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, thread};

/// Les tailles de salon.
const MEMBERS: [usize; 3] = [10, 100, 1000];
/// Combien de membres parlent, au plus ; tous écoutent.
const SPEAKERS: usize = 10;
/// Les annonces que reçoivent tous les membres ensemble, à chaque mesure.
const RELAYED: usize = 200_000;
/// Les tours ; chaque résultat est la médiane des tours.
const ROUNDS: usize = 5;

/// Ce qu'un serveur a donné, pour une taille de salon.
#[derive(Debug, Clone, Copy)]
struct Measure {
    /// Annonces reçues par seconde, tous membres ensemble.
    relayed: f64,
    /// La moitié des messages reviennent à qui les dit en moins, en microsecondes.
    half: f64,
    /// Tous sauf un sur cent.
    most: f64,
    /// Mébioctets de mémoire vive.
    memory: f64,
}

/// Charge les serveurs, et rend le relevé.
///
/// # Errors
///
/// Un serveur ne se construit pas, ou ne suit pas.
pub fn run(rounds: Option<usize>) -> Result<String> {
    let rounds = rounds.unwrap_or(ROUNDS);
    let programs: Vec<(Kind, Program)> = Kind::ALL
        .into_iter()
        .map(|kind| Ok((kind, kind.build(true)?)))
        .collect::<Result<_>>()?;
    let mut text = format!("Médianes de {rounds} tours, sur {}.\n", machine());
    for members in MEMBERS {
        let mut measures: Vec<Vec<Measure>> = vec![Vec::new(); programs.len()];
        for _ in 0..rounds {
            for ((kind, program), measures) in programs.iter().zip(&mut measures) {
                let injected = format!("{members} membres, serveur {}", kind.name());
                let measured = measure(program, members).during(injected);
                measures.push(measured.map_err(|failure| anyhow!("\n{failure}"))?);
            }
        }
        write_table(&mut text, members, &programs, &measures);
    }
    Ok(text)
}

/// Un salon de `members` membres, dont quelques-uns parlent.
fn measure(program: &Program, members: usize) -> Verdict<Measure> {
    let server = program.start(&["--debit", "0", "--file", "1024"])?;
    let at = server.address();
    let mut clients: Vec<Client> = (0..members)
        .map(|n| Client::open(at, &format!("/salon?nom=M{n}")))
        .collect::<Verdict<_>>()?;
    let last = format!("M{} entre", members - 1);
    for client in &mut clients {
        client.await_text(&last)?;
    }
    let speakers = members.min(SPEAKERS);
    let messages = RELAYED / members / speakers;
    let listeners = clients.split_off(speakers);
    let start = Instant::now();
    let heard = speakers * messages;
    let latencies = thread::scope(|scope| {
        // Peu de fils : c'est le serveur que l'on mesure.
        let mut rest = listeners;
        let half = rest.split_off(rest.len() / 2);
        let hearing: Vec<_> = [rest, half]
            .into_iter()
            .map(|part| scope.spawn(move || hear_all(part, heard)))
            .collect();
        let speaking: Vec<_> = clients
            .into_iter()
            .enumerate()
            .map(|(n, client)| scope.spawn(move || speak(client, n, messages, heard)))
            .collect();
        let mut latencies = Vec::new();
        for thread in speaking {
            latencies.extend(thread.join().expect("un membre ne panique pas")?);
        }
        for thread in hearing {
            thread.join().expect("l'écoute ne panique pas")?;
        }
        Ok(latencies)
    })?;
    let took = start.elapsed();
    let state = server.state()?;
    let wanted = (members + heard) as u64;
    expect(
        state.annonces >= wanted,
        "toutes les annonces",
        format!("{state:?}"),
    )?;
    let mut latencies: Vec<f64> = latencies
        .iter()
        .map(|time: &Duration| time.as_secs_f64() * 1e6)
        .collect();
    latencies.sort_by(f64::total_cmp);
    Ok(Measure {
        relayed: (heard * members) as f64 / took.as_secs_f64(),
        half: latencies[latencies.len() / 2],
        most: latencies[latencies.len() * 99 / 100],
        memory: server
            .resident()
            .map_or(f64::NAN, |bytes| bytes as f64 / f64::from(1 << 20)),
    })
}

/// Parle et s'entend, `messages` fois ; écoute les autres jusqu'au bout.
fn speak(mut client: Client, rank: usize, messages: usize, heard: usize) -> Verdict<Vec<Duration>> {
    let mine = format!("M{rank} : ");
    let mut latencies = Vec::with_capacity(messages);
    let mut said = Instant::now();
    client.say("bonjour")?;
    let mut count = 0;
    while count < heard {
        let text = client.text()?;
        if !text.contains(" : ") {
            continue;
        }
        count += 1;
        if text.starts_with(&mine) {
            latencies.push(said.elapsed());
            if latencies.len() < messages {
                said = Instant::now();
                client.say("bonjour")?;
            }
        }
    }
    Ok(latencies)
}

/// Écoute pour chacun de ces membres, jusqu'à la dernière annonce.
fn hear_all(mut clients: Vec<Client>, heard: usize) -> Verdict {
    let mut counts = vec![0; clients.len()];
    clients.iter_mut().try_for_each(Client::without_waiting)?;
    while counts.iter().any(|count| *count < heard) {
        let before: usize = counts.iter().sum();
        for (client, count) in clients.iter_mut().zip(&mut counts) {
            // Par petits morceaux, pour que personne ne prenne de retard.
            for _ in 0..64 {
                if *count == heard {
                    break;
                }
                match client.ready() {
                    Some(Seen::Frame(frame)) if frame.opcode == opcode::PING => {
                        client.send(&Frame::new(opcode::PONG, frame.payload))?;
                    }
                    Some(Seen::Frame(frame)) if frame.opcode == opcode::TEXT => {
                        *count +=
                            usize::from(frame.payload.windows(3).any(|three| three == b" : "));
                    }
                    Some(seen) => return Err(failure("une annonce", seen)),
                    None => break,
                }
            }
        }
        if counts.iter().sum::<usize>() == before {
            // Le processeur est au serveur.
            thread::sleep(Duration::from_millis(1));
        }
    }
    Ok(())
}

/// La machine et les compilateurs : sans eux, une durée ne dit rien.
fn machine() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).into_owned());
    // « rustc 1.95.0 (…) »
    let rust = rustc
        .as_deref()
        .ok()
        .and_then(|text| text.split(' ').nth(1));
    let go = golang::Go::find(&env::temp_dir());
    format!(
        "`{} {}`, {cores} cœur{}, Rust {}, Go {}",
        env::consts::OS,
        env::consts::ARCH,
        if cores > 1 { "s" } else { "" },
        rust.unwrap_or("absent"),
        go.as_ref().map_or("absent", golang::Go::version),
    )
}

/// Une ligne du tableau : ce qui est mesuré, son unité, et comment le lire.
type Row = (&'static str, &'static str, fn(&Measure) -> f64);

/// Le tableau d'une taille de salon, en Markdown : les valeurs du premier serveur, et ce
/// que les autres en donnent.
fn write_table(
    text: &mut String,
    members: usize,
    programs: &[(Kind, Program)],
    measures: &[Vec<Measure>],
) {
    let _ = write!(text, "\n| {} membres", number(members as f64));
    for (kind, _) in programs {
        let _ = write!(text, " | {}", kind.name());
    }
    let _ = writeln!(text, " |\n|---{}|", "|--:".repeat(programs.len()));
    let rows: [Row; 4] = [
        ("annonces reçues par seconde", "", |measure| {
            measure.relayed
        }),
        ("la moitié reviennent en", " µs", |measure| measure.half),
        ("99 sur 100 reviennent en", " µs", |measure| measure.most),
        ("mémoire vive", " Mio", |measure| measure.memory),
    ];
    for (title, unit, value) in rows {
        let _ = write!(text, "| {title}");
        for (rank, rounds) in measures.iter().enumerate() {
            if rank == 0 {
                let first = median(rounds.iter().map(value).collect());
                let _ = write!(text, " | {}{unit}", number(first));
                continue;
            }
            // Le rapport, dans un même tour.
            let ratios = rounds.iter().zip(&measures[0]);
            let ratio = median(
                ratios
                    .map(|(one, first)| value(one) / value(first))
                    .collect(),
            );
            let _ = write!(text, " | × {}", number(ratio));
        }
        text.push_str(" |\n");
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

/// Un nombre à la française : deux chiffres significatifs au moins, et les milliers à
/// part.
fn number(value: f64) -> String {
    let decimals = match value {
        ..1.0 => 2,
        ..10.0 => 1,
        _ => 0,
    };
    let text = format!("{value:.decimals$}").replace('.', ",");
    let whole = text.split(',').next().map_or(0, str::len);
    let digits = text.chars().enumerate().flat_map(|(rank, digit)| {
        let apart = 0 < rank && rank < whole && (whole - rank).is_multiple_of(3);
        apart.then_some(' ').into_iter().chain([digit])
    });
    digits.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_rapport_se_prend_dans_un_meme_tour() {
        let measure = |relayed| Measure {
            relayed,
            half: 10.0,
            most: 20.0,
            memory: 3.0,
        };
        let program = Program {
            path: "salon".into(),
            arguments: Vec::new(),
        };
        let programs = [(Kind::Fils, program.clone()), (Kind::Go, program)];
        let rounds = |values: [f64; 3]| values.map(measure).to_vec();
        let mut text = String::new();
        write_table(
            &mut text,
            10,
            &programs,
            &[rounds([100.0, 1000.0, 10.0]), rounds([200.0, 500.0, 30.0])],
        );
        let line = text
            .lines()
            .find(|line| line.starts_with("| annonces"))
            .unwrap();
        assert_eq!(line, "| annonces reçues par seconde | 100 | × 2,0 |");
    }

    #[test]
    fn un_nombre_se_lit() {
        for (value, text) in [
            (0.154, "0,15"),
            (3.62, "3,6"),
            (47.9, "48"),
            (999.6, "1 000"),
            (42616.0, "42 616"),
            (1_170_635.2, "1 170 635"),
        ] {
            assert_eq!(number(value), text);
        }
    }
}
