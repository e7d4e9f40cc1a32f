package main

import (
	"fmt"
	"sync"
)

type compte struct {
	mu    sync.Mutex
	solde int
}

func virer(source, cible *compte, somme int) {
	source.mu.Lock()
	defer source.mu.Unlock()
	// L'autre goroutine tient peut-être déjà ce verrou, et attend le nôtre.
	cible.mu.Lock()
	defer cible.mu.Unlock()
	source.solde -= somme
	cible.solde += somme
}

func main() {
	comptes := [2]compte{{solde: 100}, {solde: 100}}
	var wg sync.WaitGroup
	wg.Go(func() { virer(&comptes[0], &comptes[1], 10) })
	wg.Go(func() { virer(&comptes[1], &comptes[0], 20) })
	wg.Wait()
	fmt.Printf("Soldes : %d et %d\n", comptes[0].solde, comptes[1].solde)
}
