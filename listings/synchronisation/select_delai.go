package main

import (
	"fmt"
	"time"
)

const delai = 500 * time.Millisecond

func main() {
	// Personne n'envoie sur ces canaux.
	chan1 := make(chan string)
	chan2 := make(chan string)

	select {
	case msg1 := <-chan1:
		fmt.Println("Reçu sur chan1 :", msg1)
	case msg2 := <-chan2:
		fmt.Println("Reçu sur chan2 :", msg2)
	case <-time.After(delai):
		fmt.Println("timeout")
	}
}
