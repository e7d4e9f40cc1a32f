//! Les serveurs du dépôt passent tous les cas.
#![cfg(target_os = "linux")]

use banc_web::cases;
use banc_web::server::Kind;
use std::path::Path;

/// Construit ce serveur, et le juge.
fn judge(kind: Kind) {
    let program = kind
        .build(false)
        .unwrap_or_else(|error| panic!("{error:#}"));
    let reports = cases::judge(&program, &cases::all());
    let told = |report: &cases::Report| {
        let failure = report.failure.as_ref()?;
        Some(format!(
            "{}, « {} » :\n{failure}",
            kind.name(),
            report.case.name
        ))
    };
    let failures: Vec<String> = reports.iter().filter_map(told).collect();
    testing::fail_if_any(&failures);
}

/// Un seul à la fois : certains cas mesurent.
#[test]
fn les_trois_serveurs_passent_tous_les_cas() {
    judge(Kind::Fils);
    judge(Kind::Axum);
    match golang::Go::find(Path::new("/")) {
        Ok(_) => judge(Kind::Go),
        Err(reason) => testing::skip(&reason.to_string(), &reason.remedy()),
    }
}

/// Le serveur Go est en forme, et `go vet` n'y trouve rien.
#[test]
fn le_serveur_go_est_en_forme() {
    let folder = testing::root().join("serveurs/go");
    let cache = testing::root().join("target/banc-web/go");
    let go = match golang::Go::find(&cache) {
        Ok(go) => go,
        Err(reason) => return testing::skip(&reason.to_string(), &reason.remedy()),
    };
    for (mut command, what) in [(go.gofmt(), "gofmt -d"), (go.command(), "go vet")] {
        let arguments: &[&str] = if what == "go vet" {
            &["vet", "."]
        } else {
            &["-d", ".", "../page"]
        };
        let output = command.args(arguments).current_dir(&folder).output();
        let output = output.unwrap_or_else(|error| panic!("{what} : {error}"));
        let told =
            String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && told.trim().is_empty(),
            "{what} :\n{told}"
        );
    }
}
