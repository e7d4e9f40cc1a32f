package main

import (
	"fmt"
	"sync"
)

type compte struct {
	numero int
	mu     sync.Mutex
	solde  int
}

func virer(source, cible *compte, somme int) {
	// Le plus petit numéro d'abord, quel que soit le sens du virement.
	premier, second := source, cible
	if premier.numero > second.numero {
		premier, second = second, premier
	}
	premier.mu.Lock()
	defer premier.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	source.solde -= somme
	cible.solde += somme
}

func main() {
	comptes := [2]compte{{numero: 0, solde: 100}, {numero: 1, solde: 100}}
	var wg sync.WaitGroup
	wg.Go(func() { virer(&comptes[0], &comptes[1], 10) })
	wg.Go(func() { virer(&comptes[1], &comptes[0], 20) })
	wg.Wait()
	fmt.Printf("Soldes : %d et %d\n", comptes[0].solde, comptes[1].solde)
}
