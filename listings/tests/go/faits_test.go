// Ce que le livre dit de Go, et qu'un programme peut montrer : chaque test nomme la
// page qui le dit. `cargo test -p listings --test go` les lance.
package main

import (
	"context"
	"errors"
	"runtime/pprof"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// `introduction/premier_fil`
func TestVariableDeBoucleNeuveAChaqueTour(t *testing.T) {
	ch := make(chan int, 3)
	var wg sync.WaitGroup
	for id := 1; id <= 3; id++ {
		wg.Go(func() { ch <- id })
	}
	wg.Wait()
	if somme := <-ch + <-ch + <-ch; somme != 6 {
		t.Error(somme)
	}
}

// `synchronisation/producteur_consommateur`
func TestCanalFerme(t *testing.T) {
	ch := make(chan int, 1)
	ch <- 7
	close(ch)
	if val, ok := <-ch; val != 7 || !ok {
		t.Error("un canal fermé rend d'abord ce qui lui reste")
	}
	if val, ok := <-ch; val != 0 || ok {
		t.Error("puis la valeur zéro")
	}
	panique(t, "send on closed channel", func() { ch <- 1 })
	panique(t, "close of closed channel", func() { close(ch) })
}

// `synchronisation/waitgroup`
func TestGroupe(t *testing.T) {
	var wg sync.WaitGroup
	panique(t, "negative WaitGroup counter", wg.Done)

	var deux sync.WaitGroup
	total := 0
	for range 2 { // il peut resservir
		deux.Go(func() { total++ })
		deux.Wait()
	}
	if total != 2 {
		t.Error(total)
	}
}

// `synchronisation/mutex`
func TestVerrou(t *testing.T) {
	var mu sync.Mutex
	mu.Lock()
	fini := make(chan bool)
	go func() { mu.Unlock(); fini <- true }() // une autre goroutine
	<-fini

	panique(t, "exprès", func() {
		mu.Lock()
		defer mu.Unlock()
		panic("exprès")
	})
	if !mu.TryLock() {
		t.Fatal("avec defer, le verrou est libéré")
	}
	mu.Unlock()
	panique(t, "exprès", func() { mu.Lock(); panic("exprès") })
	if mu.TryLock() {
		t.Error("sans defer, il reste pris")
	}
}

// `partager/once`
func TestUneSeuleFois(t *testing.T) {
	appels := 0
	valeur := sync.OnceValue(func() int { appels++; panic("exprès") })
	panique(t, "exprès", func() { valeur() })
	panique(t, "exprès", func() { valeur() })
	if appels != 1 {
		t.Error("la fonction est appelée une fois, la panique l'est toujours")
	}
	var once sync.Once
	panique(t, "exprès", func() { once.Do(func() { panic("exprès") }) })
	once.Do(func() { t.Error("Once se tient pour fait") })
}

// `partager/atomiques`
func TestAddRendLaNouvelleValeur(t *testing.T) {
	var n atomic.Uint32
	if n.Add(2) != 2 {
		t.Error("fetch_add rendrait 0")
	}
}

// `partager/rwlock`, `pieges/famine_et_ordre`
func TestUnEcrivainQuiAttendBloqueLesLecteurs(t *testing.T) {
	var mu sync.RWMutex
	mu.RLock()
	ecrit := make(chan bool)
	go func() { mu.Lock(); mu.Unlock(); ecrit <- true }()
	for mu.TryRLock() { // tant que l'écrivain n'attend pas
		mu.RUnlock()
		time.Sleep(time.Millisecond)
	}
	mu.RUnlock()
	<-ecrit
}

// `annexes/correspondance`
func TestCanalNul(t *testing.T) {
	var nul chan int
	select {
	case <-nul:
		t.Error("un canal nul n'est jamais prêt")
	default:
	}
}

// `annexes/correspondance`
func TestEnvoiEvalueMemeSansEtreChoisi(t *testing.T) {
	evalue := false
	select {
	case make(chan bool) <- func() bool { evalue = true; return true }():
	default:
	}
	if !evalue {
		t.Error("la valeur d'un envoi est évaluée avant le choix")
	}
}

// `annexes/correspondance`
func TestTickGardeLaCadence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		debut := time.Now()
		tic := time.Tick(100 * time.Millisecond)
		time.Sleep(250 * time.Millisecond) // en retard
		<-tic
		if <-tic; time.Since(debut) != 300*time.Millisecond {
			t.Error(time.Since(debut))
		}
	})
}

// `annexes/correspondance`, `pieges/tester_le_temps`
func TestRaisonDeLAbandon(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		raison := errors.New("trop tard")
		ctx, annuler := context.WithTimeoutCause(t.Context(), time.Hour, raison)
		defer annuler()
		<-ctx.Done()
		if context.Cause(ctx) != raison {
			t.Error(context.Cause(ctx))
		}
	})
}

// `pieges/tester_le_temps`
func TestWaitAttendQueLesAutresSoientBloquees(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		fait := false
		fin := make(chan bool)
		go func() { fait = true; <-fin }()
		synctest.Wait()
		if !fait {
			t.Error("l'autre n'est pas encore bloquée")
		}
		close(fin)
	})
}

// `pieges/rendez_vous_seul`
func TestProfilDesFuites(t *testing.T) {
	profil := pprof.Lookup("goroutineleak")
	if profil == nil {
		t.Skip("ce profil est de Go 1.27")
	}
	partie := make(chan bool, 1)
	go func() { partie <- true; make(chan int) <- 1 }()
	<-partie
	var rapport strings.Builder
	for range 1000 {
		rapport.Reset()
		if profil.WriteTo(&rapport, 1); strings.Contains(rapport.String(), "TestProfilDesFuites") {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error(rapport.String())
}

// `motifs/acteur`
func TestReponseOubliee(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		guichet, recue := make(chan chan<- int), false
		retour := make(chan int, 1)
		go func() { <-guichet }() // l'acteur lit la demande, et n'y répond pas
		go func() {
			guichet <- retour
			<-retour
			recue = true
		}()
		synctest.Wait()
		if recue {
			t.Error("le client n'attend pas")
		}
		retour <- 0 // pour que la bulle finisse
	})
}

// `motifs/premier_echec`
func TestPremiereCause(t *testing.T) {
	ctx, annuler := context.WithCancelCause(context.Background())
	cause := errors.New("la cause")
	annuler(cause)
	annuler(errors.New("une suite"))
	if context.Cause(ctx) != cause {
		t.Error(context.Cause(ctx))
	}
	if ctx.Err().Error() != "context canceled" {
		t.Error(ctx.Err())
	}
}

// Échoue si f ne panique pas en disant message.
func panique(t *testing.T, message string, f func()) {
	t.Helper()
	defer func() {
		dit := recover()
		if err, ok := dit.(error); ok {
			dit = err.Error()
		}
		if texte, ok := dit.(string); !ok || !strings.Contains(texte, message) {
			t.Errorf("%q ne contient pas %q", dit, message)
		}
	}()
	f()
}
