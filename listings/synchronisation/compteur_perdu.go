package main

import (
	"fmt"
	"runtime"
	"sync"
)

const fils = 3

// Accès concurrent : go run -race le signale.
var compteur int

func increment() {
	valeur := compteur
	// Une autre goroutine peut passer ici, et lire la même valeur.
	runtime.Gosched()
	compteur = valeur + 1
}

func main() {
	var wg sync.WaitGroup
	for range fils {
		wg.Go(increment)
	}
	wg.Wait()
	fmt.Println("Valeur finale :", compteur)
}
