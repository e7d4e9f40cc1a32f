// Une caisse, deux retraits à la fois : go run -race le signale
package main

import (
	"fmt"
	"sync"
)

type Caisse struct {
	mu    sync.Mutex
	solde int
}

func (c *Caisse) Deposer(somme int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.solde += somme
}

func (c *Caisse) Retirer(somme int) bool {
	if c.solde < somme {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.solde -= somme
	return true
}

func main() {
	caisse := &Caisse{}
	caisse.Deposer(10)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() { caisse.Retirer(10) })
	}
	wg.Wait()
	fmt.Println("Solde :", caisse.solde)
}
