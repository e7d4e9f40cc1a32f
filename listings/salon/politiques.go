package main

import "fmt"

func evincer(file *chan string, mot string) {
	select {
	case *file <- mot: // nul, il ne serait jamais prêt
	default:
		*file = nil // un salon fermerait le canal
	}
}

func remplacer(file chan string, mot string) {
	if len(file) == cap(file) { // seul à y envoyer
		<-file // le plus ancien
	}
	file <- mot
}

func garde(file chan string) (lus string) {
	for range len(file) {
		lus += <-file
	}
	return lus
}

func main() {
	lent, suite := make(chan string, 2), make(chan string, 2)
	etat, entier, file := make(chan string, 1), "", lent
	for _, mot := range []string{"a", "b", "c", "d"} {
		evincer(&file, mot)
		remplacer(suite, mot)
		remplacer(etat, mot)
		entier += mot // Go n'a pas de canal sans limite
	}
	fmt.Println("évincer :", garde(lent))
	fmt.Println("jeter le plus ancien :", garde(suite))
	fmt.Println("garder le dernier :", garde(etat))
	fmt.Println("sans limite :", entier)
}
