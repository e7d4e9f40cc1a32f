package main

import "fmt"

func main() {
	ch := make(chan int)
	for id := 1; id <= 2; id++ {
		go func() { ch <- id }()
	}
	// Personne ne ferme le canal.
	for val := range ch {
		fmt.Println("Reçu :", val)
	}
	fmt.Println("Canal fermé")
}
