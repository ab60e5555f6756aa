/// Small programs that show the library at work.
module io.trunkline.examples {
    requires io.trunkline.engine;
    requires org.slf4j;
}
