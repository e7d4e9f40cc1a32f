package main

import "fmt"

func servir(annonces <-chan string, fini chan<- bool) {
	for annonce := range annonces {
		fmt.Println("data:", annonce)
	}
	fmt.Println("flux fermé")
	close(fini)
}

func main() {
	annonces := make(chan string, 1)
	fini := make(chan bool)
	go servir(annonces, fini)
	annonces <- "salut"
	// L'arrêt est demandé : on finit les réponses en cours
	<-fini
	close(annonces)
	fmt.Println("éteint")
}
