package main

import (
	"context"
	"fmt"
	"sync"
)

func chercher(ctx context.Context, source string, reponse chan<- string) {
	select {
	case reponse <- "trouvé par " + source:
	case <-ctx.Done():
		fmt.Println(source, "abandonne")
	}
}

func main() {
	ctx, annuler := context.WithCancel(context.Background())
	defer annuler()
	reponse := make(chan string)
	var wg sync.WaitGroup
	for _, source := range []string{"nord", "sud"} {
		wg.Go(func() { chercher(ctx, source, reponse) })
	}
	fmt.Println(<-reponse)
	annuler() // le signal : le canal ctx.Done() est fermé
	wg.Wait()
	fmt.Println("plus personne ne travaille")
}
