//! Les serveurs du dépôt passent tous les cas.
#![cfg(target_os = "linux")]

use banc_web::cases;
use banc_web::server::{Kind, Program};
use std::path::Path;

/// Ensemble : les cas attendent plus qu'ils ne calculent.
#[test]
fn les_trois_serveurs_passent_tous_les_cas() {
    let mut kinds = vec![Kind::Fils, Kind::Axum];
    match golang::Go::find(Path::new("/")) {
        Ok(_) => kinds.push(Kind::Go),
        Err(reason) => testing::skip(&reason.to_string(), &reason.remedy()),
    }
    let build = |kind: &Kind| {
        let built = kind.build(false);
        built.unwrap_or_else(|error| panic!("{error:#}"))
    };
    let programs: Vec<Program> = kinds.iter().map(build).collect();
    let reports = cases::judge_all(&Vec::from_iter(&programs), &cases::all());
    let mut failures = Vec::new();
    for (kind, reports) in kinds.iter().zip(&reports) {
        assert!(reports.len() > 30, "{} cas", reports.len());
        failures.extend(reports.iter().filter_map(|report| {
            let failure = report.failure.as_ref()?;
            let name = report.case.name;
            Some(format!("{}, « {name} » :\n{failure}", kind.name()))
        }));
    }
    testing::fail_if_any(&failures);
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
