/* Deletions (docs/protocol/11 §13.1). */
parser grammar DeletionParser;

options { tokenVocab = DeletionLexer; }

deletion  : DELETE NAME? LBRACE entity+ RBRACE EOF ;
entity    : ( alias = QNAME COLON )? target = QNAME LBRACE VARIABLE reference* RBRACE ;
reference : NAME LBRACKET VARIABLE ( COMMA VARIABLE )* COMMA? RBRACKET ;
