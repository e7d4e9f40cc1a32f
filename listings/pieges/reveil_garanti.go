package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.Mutex
	reveil := sync.NewCond(&mu)
	pret := false
	go func() {
		fmt.Println("C'est prêt")
		mu.Lock()
		pret = true // le réveil laisse une trace
		mu.Unlock()
		reveil.Signal()
	}()
	mu.Lock()
	// N'attend que si ce n'est pas déjà prêt.
	for !pret {
		reveil.Wait()
	}
	mu.Unlock()
	fmt.Println("Réveillé")
}
