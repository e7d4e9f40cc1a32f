package main

import "fmt"

func calcul() int {
	fmt.Println("Calcul en cours...")
	return 6 * 7
}

func main() {
	fil := make(chan int)
	// Une goroutine ne rend rien : son résultat passe par un canal.
	go func() { fil <- calcul() }()
	resultat := <-fil
	fmt.Println("Résultat :", resultat)
}
