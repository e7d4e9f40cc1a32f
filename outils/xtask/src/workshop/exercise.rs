//! Les exercices du lecteur, jugés dans la page comme dans le terminal.

use super::{COMPILER, RUSTC_NEEDS, Workshop};
use crate::exercises::bench::{Bench, Kind, Task};
use crate::exercises::progress::{Progress, State};
use crate::exercises::verification::{self, Said, Verdict};
use crate::exercises::workshop::Workshop as Readers;
use crate::exercises::{LIMIT, graph, list};
use anyhow::{Error, Result, bail};
use atelier::workshop::Job;
use atelier::workshop::exercises::{
    Checking, Denied, Edit, Execution, Exercises, ReaderFile, Restarted, Standing, Step, Summary,
};
use catalogue::Exercise;
use processes::{Confinement, Ended, ProcessError, Runner};
use std::env;
use std::process::Command;
use std::sync::PoisonError;
use std::time::{Duration, Instant};
use tempfile::TempDir;

impl Exercises for Workshop {
    fn all(&self) -> Result<Vec<Summary>, Denied> {
        let all = Exercise::all(&self.root).map_err(|error| failed(&error.into()))?;
        let progress = Progress::load(&self.root).map_err(|error| failed(&error))?;
        let summaries = all.iter().map(|exercise| Summary {
            name: exercise.name.clone(),
            standing: standing(exercise, &progress),
        });
        Ok(summaries.collect())
    }

    fn read(&self, name: &str) -> Result<ReaderFile, Denied> {
        let exercise = self.find(name)?;
        file(&Readers::new(&self.root, &exercise)).map_err(|error| failed(&error))
    }

    fn save(&self, name: &str, edit: &Edit) -> Result<ReaderFile, Denied> {
        let exercise = self.find(name)?;
        let readers = Readers::new(&self.root, &exercise);
        let _alone = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        save(&readers, edit)
    }

    fn reset(&self, name: &str, edit: &Edit) -> Result<Restarted, Denied> {
        let exercise = self.find(name)?;
        let readers = Readers::new(&self.root, &exercise);
        let _alone = self.disk.lock().unwrap_or_else(PoisonError::into_inner);
        save(&readers, edit)?;
        let message = readers.reset().map_err(|error| failed(&error))?;
        let file = file(&readers).map_err(|error| failed(&error))?;
        Ok(Restarted { file, message })
    }

    fn check(&self, name: &str, stamp: &str, job: Job<'_, Checking>) -> Result<(), Denied> {
        let exercise = self.find(name)?;
        let readers = Readers::new(&self.root, &exercise);
        let Job {
            cancelled,
            progress,
            tell,
        } = job;
        let announce = |text: &str| {
            progress(text);
            // Si personne n'écoute, le travail est annulé.
            tell(Checking::Progress(text.to_owned()));
        };
        let bench = Confined::new(Runner::interrupted_by(cancelled), &announce)
            .map_err(|error| failed(&error))?;
        let judged = self.judge(&readers, stamp, &bench, &|said| {
            tell(step(&readers, said));
        });
        let end = judged.map_err(|error| failed(&error))?;
        tell(end);
        Ok(())
    }
}

impl Workshop {
    /// L'exercice `name` : seul un nom du catalogue devient un chemin.
    fn find(&self, name: &str) -> Result<Exercise, Denied> {
        let all = Exercise::all(&self.root).map_err(|error| failed(&error.into()))?;
        let mut all = all.into_iter();
        all.find(|exercise| exercise.name == name)
            .ok_or_else(|| Denied::Unknown(name.to_owned()))
    }

    /// Juge la version `stamp`, et retient le verdict.
    fn judge(
        &self,
        readers: &Readers,
        stamp: &str,
        bench: &Confined,
        say: &dyn Fn(Said),
    ) -> Result<Checking> {
        let exercise = readers.exercise;
        let is_same = || readers.text().is_ok_and(|text| text.stamp == stamp);
        let changed = "le fichier a changé pendant la vérification : vérifiez de nouveau";
        if !is_same() {
            bail!(changed);
        }
        let verdict = verification::verify(bench, readers, LIMIT, &mut |said| say(said))?;
        if !is_same() {
            bail!(changed);
        }
        // Le terminal a pu retenir un autre verdict depuis le lancement.
        let mut progress = Progress::load(&self.root)?;
        progress.record(exercise, &verdict)?;
        let all = Exercise::all(&self.root)?;
        Ok(Checking::End {
            solved: matches!(verdict, Verdict::Solved { .. }),
            proven: matches!(verdict, Verdict::Solved { proven: true }),
            message: list::judged(&all, exercise, &verdict, &progress),
        })
    }
}

fn save(readers: &Readers, edit: &Edit) -> Result<ReaderFile, Denied> {
    let saved = readers.save(&edit.text, &edit.stamp, edit.keep);
    let saved = saved.map_err(|error| failed(&error))?;
    let file = file(readers).map_err(|error| failed(&error))?;
    match saved {
        true => Ok(file),
        false => Err(Denied::Changed(Box::new(file))),
    }
}

fn file(readers: &Readers) -> Result<ReaderFile> {
    let text = readers.text()?;
    let progress = Progress::load(readers.root)?;
    Ok(ReaderFile {
        path: readers.shown(&readers.exercise.reader_file()),
        text: text.text,
        stamp: text.stamp,
        standing: standing(readers.exercise, &progress),
    })
}

fn standing(exercise: &Exercise, progress: &Progress) -> Standing {
    let state = progress.state(exercise);
    Standing {
        solved: matches!(state, State::Solved { .. }),
        word: list::word(state).to_owned(),
    }
}

fn step(readers: &Readers, said: Said) -> Checking {
    let outcome = said
        .outcome
        .map(|outcome| (outcome, graph::document(readers)));
    Checking::Step(Step {
        rank: said.rank,
        passed: said.passed,
        title: said.title,
        detail: said.detail,
        execution: match outcome {
            Some((outcome, Ok(Some(graph)))) => Some(Execution { graph, outcome }),
            _ => None,
        },
    })
}

fn failed(error: &Error) -> Denied {
    Denied::Failed(match error.downcast_ref() {
        Some(ProcessError::Interrupted) => "annulé".to_owned(),
        _ => format!("{error:#}"),
    })
}

/// Ce que prennent le banc et les serveurs qu'il lance : celui du lecteur, plusieurs
/// fois.
const SERVERS: Confinement = Confinement {
    time: Duration::from_secs(120),
    processor: Duration::from_secs(120),
    memory: 2 << 30,
    file: 1 << 20,
    processes: 24,
    output: 1 << 20,
};

/// Des paquets déjà compilés prennent moins.
const PATIENCE: Duration = Duration::from_secs(1);

/// L'établi de l'atelier : tout y est confiné.
struct Confined<'a> {
    runner: Runner,
    announce: &'a dyn Fn(&str),
    /// Ce que le compilateur et le programme écrivent en chemin ; rien n'en reste.
    folder: TempDir,
}

impl<'a> Confined<'a> {
    fn new(runner: Runner, announce: &'a dyn Fn(&str)) -> Result<Self> {
        Ok(Self {
            runner,
            announce,
            folder: tempfile::Builder::new().prefix("atelier-").tempdir()?,
        })
    }
}

impl Bench for Confined<'_> {
    fn run(&self, command: &mut Command, task: Task) -> Result<Ended> {
        (self.announce)(task.what);
        command.current_dir(self.folder.path());
        command.env("TMPDIR", self.folder.path());
        let bounds = match task.kind {
            Kind::Compile => {
                for name in RUSTC_NEEDS.into_iter().chain(["RUSTC"]) {
                    if let Some(value) = env::var_os(name) {
                        command.env(name, value);
                    }
                }
                COMPILER
            }
            Kind::Native => Confinement {
                time: task.limit,
                output: task.output,
                ..super::run::BOUNDS
            },
            Kind::Explore => Confinement {
                time: task.limit,
                output: task.output,
                // Le graphe, qui n'est gardé que s'il est petit.
                file: 64 << 20,
                ..super::exploration::BOUNDS
            },
            Kind::Connect => Confinement {
                time: task.limit,
                output: task.output,
                ..SERVERS
            },
        };
        Ok(self.runner.run_confined_whole(command, &bounds)?)
    }

    /// Ce qui ne vient pas du lecteur prend le temps qu'il faut.
    fn prepare(&self, build: &mut Command) -> Result<()> {
        const WHAT: &str = "Compilation des paquets, la première fois seulement";
        let start = Instant::now();
        let mut said = false;
        let built = self.runner.start(build)?.finish(&self.runner, || {
            if start.elapsed() > PATIENCE && !said {
                said = true;
                (self.announce)(WHAT);
            }
        })?;
        if !built.status.success() {
            bail!("les paquets du livre ne compilent pas : {}", built.stderr);
        }
        Ok(())
    }

    fn runner(&self) -> &Runner {
        &self.runner
    }

    fn announce(&self, text: &str) {
        (self.announce)(text);
    }

    fn colors(&self) -> bool {
        false
    }
}
