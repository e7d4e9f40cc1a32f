package main

import "fmt"

func worker(done chan bool) {
	fmt.Println("Travail en cours...")
	done <- true // signal de fin
}

func main() {
	done := make(chan bool)
	go worker(done)
	<-done // attente du signal
	fmt.Println("Worker terminé")
}
