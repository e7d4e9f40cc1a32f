package main

import "fmt"

func main() {
	// Personne n'attend cette goroutine.
	go func() {
		fmt.Println("Bonjour du fil")
	}()
	fmt.Println("Fin de main")
}
