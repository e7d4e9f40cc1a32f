package main

import "fmt"

func main() {
	fmt.Println("rien n'a commencé")
	envoi, fini := make(chan string), make(chan bool)
	go func() {
		fmt.Println("Luc lit :", <-envoi) // attend, sans retenir un fil
		fini <- true
	}()
	go func() {
		fmt.Println("Ana écrit")
		envoi <- "bonjour"
	}()
	<-fini
}
