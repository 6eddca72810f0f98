BEGIN TRANSACTION;
CREATE TABLE center_documents (
	position INTEGER NOT NULL, 
	table_id INTEGER NOT NULL, 
	doc_id INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE (table_id, doc_id)
);
INSERT INTO "center_documents" VALUES(1,1,1,'{"id": "m0", "name": "Ada", "name_key": "ada", "joined_at": "2026-03-01T12:00:00Z", "email": "", "is_teacher": true}');
INSERT INTO "center_documents" VALUES(3,1,3,'{"id": "m2", "name": "Chi \ud83e\udd89", "name_key": "chi \ud83e\udd89", "joined_at": "2026-03-01T12:00:00Z", "email": "", "is_teacher": false}');
INSERT INTO "center_documents" VALUES(4,1,4,'{"id": "m3", "name": "\ud800", "name_key": "\ud800", "joined_at": "2026-03-01T12:00:00Z", "email": "", "is_teacher": false}');
INSERT INTO "center_documents" VALUES(5,2,50,'{"id": "n1", "deep": {"a": {"b": 1}}, "a.b": true, "list": [1, [null]]}');
INSERT INTO "center_documents" VALUES(6,2,51,'{"id": "n2", "n": NaN, "big": 1180591620717411303424, "nul": "\u0000", "": -0.0}');
INSERT INTO "center_documents" VALUES(7,2,52,'{"n": 1.0}');
INSERT INTO "center_documents" VALUES(8,5,1,'{"n": 0, "text": ""}');
INSERT INTO "center_documents" VALUES(9,5,2,'{"n": 1, "text": "x"}');
INSERT INTO "center_documents" VALUES(10,5,3,'{"n": 2, "text": "xx"}');
INSERT INTO "center_documents" VALUES(11,5,4,'{"n": 3, "text": "xxx"}');
INSERT INTO "center_documents" VALUES(12,5,5,'{"n": 4, "text": "xxxx"}');
INSERT INTO "center_documents" VALUES(13,5,6,'{"n": 5, "text": "xxxxx"}');
INSERT INTO "center_documents" VALUES(14,5,7,'{"n": 6, "text": "xxxxxx"}');
INSERT INTO "center_documents" VALUES(15,5,8,'{"n": 7, "text": "xxxxxxx"}');
INSERT INTO "center_documents" VALUES(16,5,9,'{"n": 8, "text": "xxxxxxxx"}');
INSERT INTO "center_documents" VALUES(17,5,10,'{"n": 9, "text": "xxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(18,5,11,'{"n": 10, "text": "xxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(19,5,12,'{"n": 11, "text": "xxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(20,5,13,'{"n": 12, "text": "xxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(21,5,14,'{"n": 13, "text": "xxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(22,5,15,'{"n": 14, "text": "xxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(23,5,16,'{"n": 15, "text": "xxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(24,5,17,'{"n": 16, "text": "xxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(25,5,18,'{"n": 17, "text": "xxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(26,5,19,'{"n": 18, "text": "xxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(27,5,20,'{"n": 19, "text": "xxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(28,5,21,'{"n": 20, "text": "xxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(29,5,22,'{"n": 21, "text": "xxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(30,5,23,'{"n": 22, "text": "xxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(31,5,24,'{"n": 23, "text": "xxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(32,5,25,'{"n": 24, "text": "xxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(33,5,26,'{"n": 25, "text": "xxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(34,5,27,'{"n": 26, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(35,5,28,'{"n": 27, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(36,5,29,'{"n": 28, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(37,5,30,'{"n": 29, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(38,5,31,'{"n": 30, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(39,5,32,'{"n": 31, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(40,5,33,'{"n": 32, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(41,5,34,'{"n": 33, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(42,5,35,'{"n": 34, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(43,5,36,'{"n": 35, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(44,5,37,'{"n": 36, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(45,5,38,'{"n": 37, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(46,5,39,'{"n": 38, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(47,5,40,'{"n": 39, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(48,5,41,'{"n": 40, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(49,5,42,'{"n": 41, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(50,5,43,'{"n": 42, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(51,5,44,'{"n": 43, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(52,5,45,'{"n": 44, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(53,5,46,'{"n": 45, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(54,5,47,'{"n": 46, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(55,5,48,'{"n": 47, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(56,5,49,'{"n": 48, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(57,5,50,'{"n": 49, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(58,5,51,'{"n": 50, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(59,5,52,'{"n": 51, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(60,5,53,'{"n": 52, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(61,5,54,'{"n": 53, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(62,5,55,'{"n": 54, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(63,5,56,'{"n": 55, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(64,5,57,'{"n": 56, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(65,5,58,'{"n": 57, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(66,5,59,'{"n": 58, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(67,5,60,'{"n": 59, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(68,5,61,'{"n": 60, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(69,5,62,'{"n": 61, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(70,5,63,'{"n": 62, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(71,5,64,'{"n": 63, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(72,5,65,'{"n": 64, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(73,5,66,'{"n": 65, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(74,5,67,'{"n": 66, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(75,5,68,'{"n": 67, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(76,5,69,'{"n": 68, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
INSERT INTO "center_documents" VALUES(77,5,70,'{"n": 69, "text": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}');
CREATE TABLE center_index (
	table_id INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	position INTEGER NOT NULL, 
	PRIMARY KEY (table_id, path, "key", position)
)
 WITHOUT ROWID

;
INSERT INTO "center_index" VALUES(1,'email','""',1);
INSERT INTO "center_index" VALUES(1,'email','""',3);
INSERT INTO "center_index" VALUES(1,'email','""',4);
INSERT INTO "center_index" VALUES(1,'id','"m0"',1);
INSERT INTO "center_index" VALUES(1,'id','"m2"',3);
INSERT INTO "center_index" VALUES(1,'id','"m3"',4);
INSERT INTO "center_index" VALUES(1,'is_teacher','0',3);
INSERT INTO "center_index" VALUES(1,'is_teacher','0',4);
INSERT INTO "center_index" VALUES(1,'is_teacher','1',1);
INSERT INTO "center_index" VALUES(1,'joined_at','"2026-03-01T12:00:00Z"',1);
INSERT INTO "center_index" VALUES(1,'joined_at','"2026-03-01T12:00:00Z"',3);
INSERT INTO "center_index" VALUES(1,'joined_at','"2026-03-01T12:00:00Z"',4);
INSERT INTO "center_index" VALUES(1,'name','"Ada"',1);
INSERT INTO "center_index" VALUES(1,'name','"Chi \ud83e\udd89"',3);
INSERT INTO "center_index" VALUES(1,'name','"\ud800"',4);
INSERT INTO "center_index" VALUES(1,'name_key','"\ud800"',4);
INSERT INTO "center_index" VALUES(1,'name_key','"ada"',1);
INSERT INTO "center_index" VALUES(1,'name_key','"chi \ud83e\udd89"',3);
INSERT INTO "center_index" VALUES(2,'','0',6);
INSERT INTO "center_index" VALUES(2,'a.b','1',5);
INSERT INTO "center_index" VALUES(2,'big','0x400000000000000000',6);
INSERT INTO "center_index" VALUES(2,'deep.a.b','1',5);
INSERT INTO "center_index" VALUES(2,'id','"n1"',5);
INSERT INTO "center_index" VALUES(2,'id','"n2"',6);
INSERT INTO "center_index" VALUES(2,'n','1',7);
INSERT INTO "center_index" VALUES(2,'n','nan',6);
INSERT INTO "center_index" VALUES(2,'nul','"\u0000"',6);
INSERT INTO "center_index" VALUES(5,'n','0',8);
INSERT INTO "center_index" VALUES(5,'n','1',9);
INSERT INTO "center_index" VALUES(5,'n','10',18);
INSERT INTO "center_index" VALUES(5,'n','11',19);
INSERT INTO "center_index" VALUES(5,'n','12',20);
INSERT INTO "center_index" VALUES(5,'n','13',21);
INSERT INTO "center_index" VALUES(5,'n','14',22);
INSERT INTO "center_index" VALUES(5,'n','15',23);
INSERT INTO "center_index" VALUES(5,'n','16',24);
INSERT INTO "center_index" VALUES(5,'n','17',25);
INSERT INTO "center_index" VALUES(5,'n','18',26);
INSERT INTO "center_index" VALUES(5,'n','19',27);
INSERT INTO "center_index" VALUES(5,'n','2',10);
INSERT INTO "center_index" VALUES(5,'n','20',28);
INSERT INTO "center_index" VALUES(5,'n','21',29);
INSERT INTO "center_index" VALUES(5,'n','22',30);
INSERT INTO "center_index" VALUES(5,'n','23',31);
INSERT INTO "center_index" VALUES(5,'n','24',32);
INSERT INTO "center_index" VALUES(5,'n','25',33);
INSERT INTO "center_index" VALUES(5,'n','26',34);
INSERT INTO "center_index" VALUES(5,'n','27',35);
INSERT INTO "center_index" VALUES(5,'n','28',36);
INSERT INTO "center_index" VALUES(5,'n','29',37);
INSERT INTO "center_index" VALUES(5,'n','3',11);
INSERT INTO "center_index" VALUES(5,'n','30',38);
INSERT INTO "center_index" VALUES(5,'n','31',39);
INSERT INTO "center_index" VALUES(5,'n','32',40);
INSERT INTO "center_index" VALUES(5,'n','33',41);
INSERT INTO "center_index" VALUES(5,'n','34',42);
INSERT INTO "center_index" VALUES(5,'n','35',43);
INSERT INTO "center_index" VALUES(5,'n','36',44);
INSERT INTO "center_index" VALUES(5,'n','37',45);
INSERT INTO "center_index" VALUES(5,'n','38',46);
INSERT INTO "center_index" VALUES(5,'n','39',47);
INSERT INTO "center_index" VALUES(5,'n','4',12);
INSERT INTO "center_index" VALUES(5,'n','40',48);
INSERT INTO "center_index" VALUES(5,'n','41',49);
INSERT INTO "center_index" VALUES(5,'n','42',50);
INSERT INTO "center_index" VALUES(5,'n','43',51);
INSERT INTO "center_index" VALUES(5,'n','44',52);
INSERT INTO "center_index" VALUES(5,'n','45',53);
INSERT INTO "center_index" VALUES(5,'n','46',54);
INSERT INTO "center_index" VALUES(5,'n','47',55);
INSERT INTO "center_index" VALUES(5,'n','48',56);
INSERT INTO "center_index" VALUES(5,'n','49',57);
INSERT INTO "center_index" VALUES(5,'n','5',13);
INSERT INTO "center_index" VALUES(5,'n','50',58);
INSERT INTO "center_index" VALUES(5,'n','51',59);
INSERT INTO "center_index" VALUES(5,'n','52',60);
INSERT INTO "center_index" VALUES(5,'n','53',61);
INSERT INTO "center_index" VALUES(5,'n','54',62);
INSERT INTO "center_index" VALUES(5,'n','55',63);
INSERT INTO "center_index" VALUES(5,'n','56',64);
INSERT INTO "center_index" VALUES(5,'n','57',65);
INSERT INTO "center_index" VALUES(5,'n','58',66);
INSERT INTO "center_index" VALUES(5,'n','59',67);
INSERT INTO "center_index" VALUES(5,'n','6',14);
INSERT INTO "center_index" VALUES(5,'n','60',68);
INSERT INTO "center_index" VALUES(5,'n','61',69);
INSERT INTO "center_index" VALUES(5,'n','62',70);
INSERT INTO "center_index" VALUES(5,'n','63',71);
INSERT INTO "center_index" VALUES(5,'n','64',72);
INSERT INTO "center_index" VALUES(5,'n','65',73);
INSERT INTO "center_index" VALUES(5,'n','66',74);
INSERT INTO "center_index" VALUES(5,'n','67',75);
INSERT INTO "center_index" VALUES(5,'n','68',76);
INSERT INTO "center_index" VALUES(5,'n','69',77);
INSERT INTO "center_index" VALUES(5,'n','7',15);
INSERT INTO "center_index" VALUES(5,'n','8',16);
INSERT INTO "center_index" VALUES(5,'n','9',17);
INSERT INTO "center_index" VALUES(5,'text','""',8);
INSERT INTO "center_index" VALUES(5,'text','"x"',9);
INSERT INTO "center_index" VALUES(5,'text','"xx"',10);
INSERT INTO "center_index" VALUES(5,'text','"xxx"',11);
INSERT INTO "center_index" VALUES(5,'text','"xxxx"',12);
INSERT INTO "center_index" VALUES(5,'text','"xxxxx"',13);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxx"',14);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxx"',15);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxx"',16);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxx"',17);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxx"',18);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxx"',19);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxx"',20);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxx"',21);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxx"',22);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxx"',23);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxx"',24);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxx"',25);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxx"',26);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxx"',27);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxx"',28);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxx"',29);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxx"',30);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxx"',31);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxx#094fdbbbf9105bc1e436a146ec4c4578',76);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxx#1dcd4bad477a242f8731a9e60ff374a4',71);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxx#590d165a677555715fb0d60652af24cb',73);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxx#63bbddffdc1f4ac690cfd8093a894db8',72);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxx#6957f831ce38d6b0275d2956d22d8f5a',75);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxx#d20cc00dd98511216768cb3e3b8d1571',77);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxx#d7282b89597489772a75d0d8c30390d4',74);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxx"',32);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxx"',33);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxx"',34);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxx"',35);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxx"',36);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',37);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',38);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',39);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',40);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',41);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',42);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',43);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',44);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',45);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',46);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',47);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',48);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',49);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',50);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',51);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',52);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',53);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',54);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',55);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',56);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',57);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',58);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',59);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',60);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',61);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',62);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',63);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',64);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',65);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',66);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',67);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',68);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',69);
INSERT INTO "center_index" VALUES(5,'text','"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"',70);
CREATE TABLE center_store (
	name TEXT NOT NULL, 
	value INTEGER NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "center_store" VALUES('version',1);
CREATE TABLE center_tables (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	present BOOLEAN NOT NULL, 
	revision INTEGER NOT NULL, 
	next_id INTEGER, 
	PRIMARY KEY (id), 
	UNIQUE (name)
);
INSERT INTO "center_tables" VALUES(1,'members',1,5,5);
INSERT INTO "center_tables" VALUES(2,'notes ''q" \xe9',1,3,53);
INSERT INTO "center_tables" VALUES(3,'kept',1,1,NULL);
INSERT INTO "center_tables" VALUES(4,'dropped',0,3,NULL);
INSERT INTO "center_tables" VALUES(5,'_default',1,1,71);
CREATE INDEX center_documents_in_order ON center_documents (table_id, position);
COMMIT;
