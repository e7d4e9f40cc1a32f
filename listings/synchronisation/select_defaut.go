package main

import "fmt"

func relever(boite <-chan string) {
	select {
	case msg := <-boite:
		fmt.Println("Reçu :", msg)
	default:
		fmt.Println("Rien à lire, on continue")
	}
}

func main() {
	boite := make(chan string, 1)
	relever(boite)
	boite <- "bonjour"
	relever(boite)
}
